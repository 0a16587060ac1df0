import numpy as np
import pytest
from reference.poisson_loops import poisson_loops
from wispcut.matting.poisson import poisson_matting

from testing.scenes import band, scene


def inputs(seed, h, w):
    rng = np.random.default_rng(seed)
    photo, front, back = (rng.random((h, w, 3), np.float32) for _ in range(3))
    trimap = rng.choice(np.float32([0, 0.5, 0.5, 0.5, 1]), (h, w))
    trimap.flat[0] = 1
    return photo, rng.random((h, w), np.float32), front, back, trimap


@pytest.mark.parametrize("size", [(7, 9), (1, 6), (5, 1)])
@pytest.mark.parametrize("data", [0.02, 1.0])
def test_equals_the_loops(size, data):
    given = inputs(1, *size)
    confidence = np.random.default_rng(2).random(size, np.float32)
    out = poisson_matting(*given, confidence=confidence, data=data, tolerance=1e-7, steps=500)
    slow = poisson_loops(*given, confidence, data, 0.02)
    assert out.dtype == np.float32
    np.testing.assert_allclose(out, slow, atol=1e-5)


def test_truth_is_a_fixed_point():
    s = scene("hair")
    trimap = band(s.alpha, 3)
    out = poisson_matting(s.photo, s.alpha, s.foreground, s.background, trimap, data=0, noise=1e-4)
    np.testing.assert_allclose(out, s.alpha, atol=1e-3)


def test_pure_poisson_finds_alpha_from_the_border_values_alone():
    s = scene("product")
    front, back = np.full_like(s.photo, 0.2), np.full_like(s.photo, 0.8)
    a = s.alpha[..., None]
    photo = (a * front + (1 - a) * back).astype(np.float32)
    trimap = band(s.alpha, 6)
    out = poisson_matting(photo, trimap, front, back, trimap, data=0, noise=1e-3, steps=2000, tolerance=1e-6)
    assert np.abs(out - s.alpha).max() < 1 / 255


def test_it_smooths_a_noisy_alpha():
    s = scene("hair")
    trimap = band(s.alpha, 3)
    unknown = trimap == 0.5
    rng = np.random.default_rng(3)
    noisy = np.clip(s.alpha + 0.15 * rng.standard_normal(s.alpha.shape, np.float32), 0, 1)
    out = poisson_matting(s.photo, noisy, s.foreground, s.background, trimap)
    assert np.abs(out - s.alpha)[unknown].mean() < 0.6 * np.abs(noisy - s.alpha)[unknown].mean()


def test_confident_pixels_hold_and_doubtful_ones_follow():
    photo, alpha, front, back, trimap = inputs(4, 12, 12)
    sure = np.ones((12, 12), np.float32)
    held = poisson_matting(photo, alpha, front, back, trimap, confidence=sure, data=1e5)
    unknown = trimap == 0.5
    np.testing.assert_allclose(held[unknown], alpha[unknown], atol=1e-3)
    free = poisson_matting(photo, alpha, front, back, trimap, confidence=sure * 0, data=1e5)
    assert np.abs(free - alpha)[unknown].mean() > 0.05


def test_known_stays_known_and_inputs_too():
    given = inputs(5, 15, 13)
    copies = [g.copy() for g in given]
    out = poisson_matting(*given)
    trimap = given[4]
    assert (out[trimap == 1] == 1).all() and (out[trimap == 0] == 0).all()
    for one, other in zip(given, copies, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("size", [(1, 1), (1, 7), (4, 4)])
@pytest.mark.parametrize("label", [0.0, 0.5, 1.0])
def test_degenerate_pictures(size, label):
    plane = np.full(size, label, np.float32)
    colour = np.full((*size, 3), 0.4, np.float32)
    for data in (0.0, 0.05):
        np.testing.assert_allclose(
            poisson_matting(colour, plane, colour, colour, plane, data=data), label, atol=1e-6
        )


def test_flips_and_transposes_follow():
    photo, alpha, front, back, trimap = inputs(6, 14, 11)
    out = poisson_matting(photo, alpha, front, back, trimap, tolerance=1e-6)
    turn = [np.ascontiguousarray(p.swapaxes(0, 1)[::-1]) for p in (photo, alpha, front, back, trimap)]
    np.testing.assert_allclose(poisson_matting(*turn, tolerance=1e-6), out.T[::-1], atol=1e-4)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"data": -1}, "data"),
        ({"noise": 0}, "noise"),
        ({"steps": 1.5}, "steps"),
        ({"tolerance": 2}, "tolerance"),
        ({"tolerance": 0}, "tolerance"),
    ],
)
def test_errors_name_the_argument(change, words):
    with pytest.raises(ValueError, match=words):
        poisson_matting(*inputs(7, 3, 3), **change)
    bad = list(inputs(7, 3, 3))
    bad[1] = np.full((3, 3), np.nan, np.float32)
    with pytest.raises(ValueError, match="alpha"):
        poisson_matting(*bad)
