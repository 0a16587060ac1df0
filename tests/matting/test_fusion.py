import numpy as np
import pytest
from reference.fusion_loops import fuse_loops
from wispcut.matting.fusion import fuse

from testing.scenes import band, scene


def inputs(seed, h, w):
    rng = np.random.default_rng(seed)
    planes = [rng.random((h, w, 3), np.float32) for _ in range(3)]
    trimap = rng.choice(np.float32([0, 0.5, 0.5, 1]), (h, w))
    return planes[0], rng.random((h, w), np.float32), planes[1], planes[2], trimap


@pytest.mark.parametrize("size", [(7, 11), (1, 5), (1, 1)])
@pytest.mark.parametrize(("rounds", "trust"), [(0, 0.1), (1, 0.1), (5, 2.0)])
def test_equals_the_loops(size, rounds, trust):
    given = inputs(1, *size)
    for fast, slow in zip(
        fuse(*given, rounds=rounds, trust=trust), fuse_loops(*given, rounds, trust), strict=True
    ):
        assert fast.dtype == np.float32
        np.testing.assert_allclose(fast, slow, atol=2e-5)


def test_truth_is_a_fixed_point():
    s = scene("hair")
    trimap = band(s.alpha, 3)
    alpha, front, back = fuse(s.photo, s.alpha, s.foreground, s.background, trimap, rounds=5)
    unknown = trimap == 0.5
    np.testing.assert_allclose(alpha[unknown], s.alpha[unknown], atol=1e-5)
    np.testing.assert_allclose(front[unknown], s.foreground[unknown], atol=1e-5)
    np.testing.assert_allclose(back[unknown], s.background[unknown], atol=1e-5)


def test_each_round_explains_the_photo_better():
    photo, alpha, front, back, trimap = inputs(2, 30, 30)
    misfit = []
    for rounds in (0, 1, 2, 4, 8):
        a, f, b = fuse(photo, alpha, front, back, trimap, rounds=rounds)
        a = a[..., None]
        misfit.append(np.abs(photo - a * f - (1 - a) * b)[trimap == 0.5].mean())
    assert (np.diff(misfit) < 0).all() and misfit[-1] < misfit[0] / 4


def test_true_colours_improve_a_wrong_alpha():
    s = scene("hair")
    trimap = band(s.alpha, 3)
    unknown = trimap == 0.5
    wrong = np.where(unknown, np.float32(0.5), trimap)
    alpha, _, _ = fuse(s.photo, wrong, s.foreground, s.background, trimap)
    before, after = (np.abs(a - s.alpha)[unknown].mean() for a in (wrong, alpha))
    assert after < 0.5 * before


def test_known_stays_known():
    photo, alpha, front, back, trimap = inputs(3, 12, 9)
    a, f, b = fuse(photo, alpha, front, back, trimap)
    assert (a[trimap == 1] == 1).all() and (a[trimap == 0] == 0).all()
    np.testing.assert_array_equal(f[trimap == 1], photo[trimap == 1])
    np.testing.assert_array_equal(b[trimap == 0], photo[trimap == 0])
    np.testing.assert_array_equal(b[trimap == 1], back[trimap == 1])


def test_same_colours_on_both_sides_keep_alpha():
    photo = np.full((3, 3, 3), 0.4, np.float32)
    alpha = np.full((3, 3), 0.3, np.float32)
    out, _, _ = fuse(photo, alpha, photo, photo, np.full((3, 3), 0.5, np.float32))
    np.testing.assert_allclose(out, 0.3, atol=1e-6)


@pytest.mark.parametrize(
    ("at", "value", "error", "words"),
    [
        (1, np.full((2, 2), np.nan, np.float32), ValueError, "alpha"),
        (2, np.zeros((2, 2, 4), np.float32), ValueError, "foreground"),
        (4, np.zeros((2, 2)), TypeError, "trimap"),
    ],
)
def test_errors_name_the_argument(at, value, error, words):
    colour, plane = np.zeros((2, 2, 3), np.float32), np.zeros((2, 2), np.float32)
    given = [colour, plane, colour, colour, plane]
    given[at] = value
    with pytest.raises(error, match=words):
        fuse(*given)
    for name, number in (("rounds", -1), ("rounds", 101), ("trust", 0)):
        with pytest.raises(ValueError, match=name):
            fuse(colour, plane, colour, colour, plane, **{name: number})
