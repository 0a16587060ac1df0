import numpy as np
import pytest
from reference.shared_matting_paper import smooth_loops
from wispcut.matting import local_smoothing as ls

RED, BLUE = np.float32([0.9, 0.2, 0.1]), np.float32([0.1, 0.3, 0.8])


def planes_of(photo):
    return np.ascontiguousarray(photo.reshape(-1, 3).T)


def two_layers(size=(15, 17)):
    """Foreground above, background below, a ramp between; returns photo, trimap, at and the true samples."""
    truth = np.clip((np.arange(size[0]) - 3) / (size[0] - 7), 0, 1)[:, None].repeat(size[1], 1)
    truth = (1 - truth).astype(np.float32)
    photo = truth[..., None] * RED + (1 - truth[..., None]) * BLUE
    trimap = np.where((truth == 0) | (truth == 1), truth, np.float32(0.5))
    at = np.flatnonzero(trimap.ravel() == 0.5).astype(np.int32)
    f, b = (np.repeat(c[:, None], at.size, 1) for c in (RED, BLUE))
    return photo, trimap, at, f, b, truth.ravel()[at]


def noisy(size, seed=0):
    rng = np.random.default_rng(seed)
    photo = rng.random((*size, 3), np.float32)
    trimap = rng.choice(np.float32([0, 0.5, 0.5, 1]), size)
    at = np.flatnonzero(trimap.ravel() == 0.5).astype(np.int32)
    f, b = rng.random((2, 3, at.size), np.float32)
    alpha, sure = rng.random((2, at.size), np.float32)
    return photo, trimap, at, f, b, alpha, sure


@pytest.mark.parametrize(
    ("size", "reach"), [((13, 11), 5), ((13, 11), 2), ((1, 7), 5), ((7, 1), 1), ((5, 5), 0)]
)
def test_equals_the_loops(size, reach):
    photo, trimap, at, *samples = noisy(size)
    before = [s.copy() for s in (photo, trimap, *samples)]
    got = ls.smooth_locally(planes_of(photo), trimap, at, *samples, reach=reach)
    want = smooth_loops(
        photo, trimap, at, *samples, variance=ls.VARIANCE, misfit_scale=float(ls.MISFIT), reach=reach
    )
    np.testing.assert_allclose(np.concatenate([got[0], got[1], got[2][None], got[3][None]]), want, atol=2e-5)
    for now, then in zip((photo, trimap, *samples), before, strict=True):
        np.testing.assert_array_equal(now, then)


def test_constant_layers_stay():
    photo, trimap, at, f, b, alpha = two_layers()
    got = ls.smooth_locally(planes_of(photo), trimap, at, f, b, alpha, np.ones(at.size, np.float32))
    for now, then in zip(got, (f, b, alpha, np.ones(at.size)), strict=True):
        np.testing.assert_allclose(now, then, atol=2e-5)


def test_a_sample_that_nobody_trusts_is_replaced_by_its_neighbours():
    photo, trimap, at, f, b, alpha = two_layers()
    wrong = alpha.copy()
    f, b, wrong[::5], sure = f.copy(), b.copy(), 0.5, np.ones(at.size, np.float32)
    f[:, ::5], b[:, ::5], sure[::5] = 0.5, 0.9, 0
    got = ls.smooth_locally(planes_of(photo), trimap, at, f, b, wrong, sure)
    np.testing.assert_allclose(got[0], RED[:, None].repeat(at.size, 1), atol=1e-4)
    np.testing.assert_allclose(got[1], BLUE[:, None].repeat(at.size, 1), atol=1e-4)
    np.testing.assert_allclose(got[2], alpha, atol=1e-3)
    trusted = ls.smooth_locally(planes_of(photo), trimap, at, f, b, wrong, np.ones(at.size, np.float32))
    assert np.abs(trusted[0] - RED[:, None]).max() > 0.02


def test_what_nobody_trusts_changes_nobody():
    photo, trimap, at, f, b, alpha, sure = noisy((13, 11))
    sure[::3] = 0
    first = ls.smooth_locally(planes_of(photo), trimap, at, f, b, alpha, sure)
    f2, b2 = f.copy(), b.copy()
    f2[:, ::3], b2[:, ::3] = 0, 1
    second = ls.smooth_locally(planes_of(photo), trimap, at, f2, b2, alpha, sure)
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)


def test_colours_stay_among_the_neighbours_and_alpha_in_range():
    photo, trimap, at, *samples = noisy((17, 13), 3)
    f, b, alpha, sure = ls.smooth_locally(planes_of(photo), trimap, at, *samples)
    known = photo.reshape(-1, 3)[trimap.ravel() != 0.5].T
    for new, old in ((f, samples[0]), (b, samples[1])):
        pool = np.concatenate([known, old], 1)
        assert (new <= pool.max(1, keepdims=True) + 1e-6).all()
        assert (new >= pool.min(1, keepdims=True) - 1e-6).all()
    for row in (alpha, sure):
        assert ((row >= 0) & (row <= 1)).all()


@pytest.mark.parametrize("label", [0, 1])
def test_among_known_pixels_of_one_class_an_unsure_one_takes_their_alpha(label):
    # the only unknown pixel, with no confidence: known neighbours decide alpha, and theirs is never crossed
    trimap = np.full((7, 7), label, np.float32)
    trimap[3, 3] = 0.5
    photo = np.full((7, 7, 3), 0.5, np.float32)
    photo[3, 3] = [1, 0, 1]
    at = np.int32([24])
    f, b = np.full((3, 1), 0.5, np.float32), np.full((3, 1), 0.5, np.float32)
    got = ls.smooth_locally(planes_of(photo), trimap, at, f, b, np.float32([0.5]), np.float32([0]))
    assert got[3][0] < 0.01
    assert got[2][0] == pytest.approx(label, abs=0.01)


def test_nothing_known_and_nothing_sure_keeps_what_is_there():
    at = np.arange(6, dtype=np.int32)
    photo = np.random.default_rng(5).random((2, 3, 3), np.float32)
    f, b = np.random.default_rng(6).random((2, 3, 6), np.float32)
    got = ls.smooth_locally(
        planes_of(photo),
        np.full((2, 3), 0.5, np.float32),
        at,
        f,
        b,
        np.full(6, 0.3, np.float32),
        np.zeros(6, np.float32),
    )
    np.testing.assert_array_equal(got[0], f)
    np.testing.assert_array_equal(got[1], b)
    assert ((got[2] >= 0) & (got[2] <= 1)).all()
