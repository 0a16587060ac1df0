import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference.resample_shrink import shrink
from wispcut.pixels import from_bytes, srgb_to_linear
from wispcut.resample.downscale import Reducer, is_staged, middle_size, shrink_planes
from wispcut.resample.ingress import Ingress


def reduce(pixels, target, *, stripes=None, kernel="Lanczos3"):
    reducer = Reducer(pixels.shape[:2], target, pixels.shape[2], (kernel,), Ingress("Srgb"))
    at = 0
    for n in stripes or [pixels.shape[0]]:
        reducer.add(pixels[at : at + n])
        at += n
    assert reducer.done
    return reducer.finish(kernel)


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
    # Measured: rms 0.12 to 0.37 of 255, largest 0.7 to 5.1 of 255 (docs/decisions/0031).
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
    pixels = np.random.default_rng(height).integers(0, 256, (height, width, 4), dtype=np.uint8)
    pixels[: height // 2, :, 3] = 255
    cuts = sorted(data.draw(st.lists(st.integers(1, max(1, height - 1)), max_size=6, unique=True)))
    edges = [0, *[c for c in cuts if c < height], height]
    whole = reduce(pixels, target)
    np.testing.assert_array_equal(reduce(pixels, target, stripes=np.diff(edges).tolist()), whole)
    np.testing.assert_array_equal(reduce(pixels, target, stripes=[1] * height), whole)


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
    reducer = Reducer((40, 400), (10, 80), 3, ("Lanczos3",), Ingress("LinearRgb"))
    reducer.add(ramp)
    expected = 0.2 + 0.6 * ((np.arange(80) + 0.5) * 5 - 0.5) / 399
    np.testing.assert_allclose(reducer.finish("Lanczos3")[0, 5, 5:-5], expected[5:-5], atol=1e-4)


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


def test_opaque_pictures_have_no_alpha_plane(noise):
    pixels = noise.copy()
    pixels[..., 3] = 255
    assert reduce(pixels, (20, 30)).shape == (3, 20, 30)
    np.testing.assert_array_equal(reduce(pixels, (20, 30)), reduce(pixels[..., :3].copy(), (20, 30)))
    assert reduce(noise, (20, 30)).shape == (4, 20, 30)
