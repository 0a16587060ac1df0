import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference.resample_shrink import shrink
from wispcut.core.pixels import from_bytes, srgb_to_linear
from wispcut.resample.downscale import Reduction, SeparableShrink, cascade, is_staged, middle_size
from wispcut.resample.ingress import Ingress


def reduce(pixels, target, kernel="Lanczos3", color_space="Srgb"):
    alpha = pixels.shape[2] == 4
    reduction = Reduction(
        lambda a, b: pixels[a:b], pixels.shape[:2], target, Ingress(color_space), alpha=alpha
    )
    return np.concatenate(list(reduction.blocks(kernel)[0]), axis=1)


def shrink_planes(planes, target, kernel, rows=None):
    """Whole planes in blocks of ``rows``."""
    parts = np.array_split(planes, -(-planes.shape[1] // rows), axis=1) if rows else [planes]
    return np.concatenate(list(cascade(parts, SeparableShrink(planes.shape[1:], target, kernel))), axis=1)


@pytest.fixture
def noise():
    return np.random.default_rng(3).integers(0, 256, (61, 83, 4), dtype=np.uint8)


@pytest.mark.parametrize("target", [(61, 83), (60, 41), (23, 83), (31, 29), (1, 1), (21, 28)])
def test_equals_the_slow_twin_below_three(noise, target):
    plane = srgb_to_linear(from_bytes(noise[..., 0]))
    np.testing.assert_allclose(
        shrink_planes(plane[None], target, "Lanczos3")[0], shrink(plane, target), atol=2e-6
    )


@pytest.mark.parametrize("name", ["astronaut", "coffee", "chelsea"])
@pytest.mark.parametrize("ratio", [1.3, 2, 2.9])
def test_equals_pillow_below_three(name, ratio):
    image = pytest.importorskip("PIL.Image")
    data = pytest.importorskip("skimage.data")
    photo = getattr(data, name)()
    target = round(photo.shape[0] / ratio), round(photo.shape[1] / ratio)
    linear = srgb_to_linear(from_bytes(photo))
    ours = reduce(photo, target)
    for channel in range(3):
        plane = image.fromarray(np.ascontiguousarray(linear[..., channel]))
        theirs = np.asarray(plane.resize(target[::-1], image.Resampling.LANCZOS))
        # Far inside the promised 1/255: only float32 rounding is left.
        assert np.abs(ours[channel] - theirs).max() < 2e-6


@pytest.mark.parametrize("name", ["astronaut", "coffee", "chelsea", "rocket"])
@pytest.mark.parametrize("ratio", [3, 3.7, 8, 16])
def test_stays_near_pillow_where_staged(name, ratio):
    # Measured: rms 0.12 to 0.37 of 255, largest 0.7 to 5.1 of 255 (docs/decisions/0021).
    image = pytest.importorskip("PIL.Image")
    data = pytest.importorskip("skimage.data")
    photo = getattr(data, name)()
    target = int(photo.shape[0] / ratio), int(photo.shape[1] / ratio)
    assert is_staged(photo.shape[:2], target)
    linear, ours = srgb_to_linear(from_bytes(photo)), reduce(photo, target)
    theirs = np.stack(
        [
            np.asarray(
                image.fromarray(np.ascontiguousarray(linear[..., c])).resize(
                    target[::-1], image.Resampling.LANCZOS
                )
            )
            for c in range(3)
        ]
    )
    assert np.sqrt(np.mean((ours - theirs) ** 2)) < 0.4 / 255
    assert np.abs(ours - theirs).max() < 5.5 / 255


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_does_not_depend_on_slicing(data):
    height, width = data.draw(st.integers(1, 150)), data.draw(st.integers(1, 20))
    target = data.draw(st.integers(1, height)), data.draw(st.integers(1, width))
    planes = np.random.default_rng(height).random((3, height, width), dtype=np.float32)
    whole = shrink_planes(planes, target, "Lanczos3")
    for rows in (1, data.draw(st.integers(1, height))):
        np.testing.assert_array_equal(shrink_planes(planes, target, "Lanczos3", rows), whole)


@pytest.mark.parametrize("target", [(170, 20), (40, 20), (3, 20), (1, 1)])
def test_rows_are_asked_for_a_few_at_a_time(target):
    pixels = np.random.default_rng(0).integers(0, 256, (3000, 20, 3), dtype=np.uint8)
    asked = []

    def read(first, last):
        asked.append(last - first)
        return pixels[first:last]

    reduction = Reduction(read, (3000, 20), target, Ingress("Srgb"), alpha=False)
    got = np.concatenate(list(reduction.blocks("Lanczos3")[0]), axis=1)
    assert got.shape == (3, *target)
    scale = 3000 / (2 * target[0])
    assert max(asked) <= max(64, 4 * scale) + 3 * scale


def test_kernels_side_by_side_equal_each_alone(noise):
    for target in ((40, 50), (12, 17)):
        reduction = Reduction(lambda a, b: noise[a:b], (61, 83), target, Ingress("Srgb"), alpha=True)
        for kernel, blocks in zip(
            ("Lanczos3", "Gaussian"), reduction.blocks("Lanczos3", "Gaussian"), strict=True
        ):
            np.testing.assert_array_equal(np.concatenate(list(blocks), axis=1), reduce(noise, target, kernel))


def test_stages():
    assert not is_staged((299, 100), (100, 100)) and is_staged((300, 100), (100, 100))
    assert middle_size((300, 100), (100, 100)) == (200, 100)
    assert middle_size((4000, 6000), (1067, 1600)) == (2134, 3200)


@pytest.mark.parametrize("target", [(30, 40), (9, 7), (1, 1)])
def test_a_constant_stays_itself(target):
    pixels = np.full((61, 83, 3), 200, np.uint8)
    value = srgb_to_linear(from_bytes(pixels))[0, 0, 0]
    np.testing.assert_allclose(reduce(pixels, target), value, rtol=2e-6)


def test_a_ramp_stays_a_ramp():
    ramp = np.repeat(np.linspace(0.2, 0.8, 400, dtype=np.float32)[None, :, None], 40, 0).repeat(3, 2)
    got = reduce(ramp, (10, 80), color_space="LinearRgb")
    expected = 0.2 + 0.6 * ((np.arange(80) + 0.5) * 5 - 0.5) / 399
    np.testing.assert_allclose(got[0, 5, 5:-5], expected[5:-5], atol=1e-4)


def test_mirrored_in_mirrored_out(noise):
    for target in ((40, 50), (12, 17)):
        out = reduce(noise, target)
        np.testing.assert_allclose(reduce(noise[::-1, ::-1], target), out[:, ::-1, ::-1], atol=3e-6)


def test_colour_under_transparent_pixels_does_not_bleed(noise):
    pixels = noise.copy()
    pixels[..., :3] = (255, 0, 0)
    pixels[..., 3] = np.where(np.arange(83) < 40, 255, 0)
    other = pixels.copy()
    other[pixels[..., 3] == 0, :3] = (0, 255, 7)
    for target in ((40, 50), (12, 17)):
        np.testing.assert_array_equal(reduce(pixels, target), reduce(other, target))


def test_opaque_pictures_are_those_without_alpha(noise):
    pixels = noise.copy()
    pixels[..., 3] = 255
    got = reduce(pixels, (20, 30))
    np.testing.assert_array_equal(got[:3], reduce(pixels[..., :3].copy(), (20, 30)))
    np.testing.assert_allclose(got[3], 1, atol=2e-6)
