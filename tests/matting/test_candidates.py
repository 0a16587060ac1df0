import numpy as np
import pytest
from wispcut.matting import candidates
from wispcut.matting.candidates import gather


def known_at(shape, *pixels):
    out = np.zeros(shape, bool)
    for pixel in pixels:
        out[pixel] = True
    return out


def ask(known):
    return np.flatnonzero(~known.ravel()).astype(np.int32)


def test_row_0_is_the_nearest_known_pixel():
    rng = np.random.default_rng(0)
    known = rng.random((13, 17)) < 0.05
    at = ask(known)
    found, far = gather(known, at, 2)
    places = np.argwhere(known)
    for n, pixel in enumerate(at):
        gaps = np.hypot(*(places - divmod(int(pixel), 17)).T)
        assert far[0, n] == pytest.approx(gaps.min(), abs=1e-5)
        assert np.hypot(*np.subtract(divmod(int(found[0, n]), 17), divmod(int(pixel), 17))) == pytest.approx(
            gaps.min(), abs=1e-5
        )


def test_rays_end_on_the_class_at_their_true_distance():
    rng = np.random.default_rng(1)
    known = rng.random((41, 37)) < 0.1
    at = ask(known)
    found, far = gather(known, at, 5)
    assert known.ravel()[found].all()
    r, c = np.divmod(found, 37)
    r0, c0 = np.divmod(at, 37)
    np.testing.assert_allclose(far, np.hypot(r - r0, c - c0), atol=0.8)
    assert (far >= far[0]).all()


def test_a_ray_that_meets_nothing_repeats_the_nearest():
    known = known_at((21, 21), (0, 0))
    found, far = gather(known, np.array([20 * 21 + 20], np.int32), 4)
    assert (found == 0).all()
    np.testing.assert_allclose(far, np.hypot(20, 20))


def test_rays_from_inside_a_ring_see_all_sides():
    r, c = np.mgrid[:61, :61] - 30
    known = np.hypot(r, c) > 25
    found, far = gather(known, np.array([30 * 61 + 30], np.int32), 4)
    angles = np.sort(np.arctan2(found[1:, 0] // 61 - 30, found[1:, 0] % 61 - 30))
    np.testing.assert_allclose(np.diff(angles), np.pi / 2, atol=0.1)
    np.testing.assert_allclose(far[1:], 25.5, atol=1.5)


def test_directions_follow_the_picture_not_the_array():
    r, c = np.mgrid[:64, :64] - 32
    known = np.hypot(r, c) > 12
    whole, _ = gather(known, np.array([32 * 64 + 31], np.int32), 3)
    part, _ = gather(known[13:, 7:], np.array([19 * 57 + 24], np.int32), 3, origin=(13, 7))
    np.testing.assert_array_equal(whole // 64, part // 57 + 13)
    np.testing.assert_array_equal(whole % 64, part % 57 + 7)


def test_blocks_of_pixels_find_what_all_at_once_find(monkeypatch):
    known = np.random.default_rng(2).random((19, 23)) < 0.1
    whole = gather(known, ask(known), 3)
    assert (whole[0][1:] != whole[0][0]).any()
    monkeypatch.setattr(candidates, "_BLOCK", 7)
    for got, want in zip(gather(known, ask(known), 3), whole, strict=True):
        np.testing.assert_array_equal(got, want)


def test_nobody_asks():
    found, far = gather(known_at((3, 3), (1, 1)), np.array([], np.int32), 4)
    assert found.shape == far.shape == (5, 0)


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1)])
def test_thin_pictures(shape):
    known = known_at(shape, (0, 0))
    at = ask(known)
    found, _ = gather(known, at, 3)
    assert found.shape == (4, at.size)
    assert (found == 0).all()
