import numpy as np
import pytest
from reference.foreground_loops import estimate_colours_loops
from wispcut.matting.foreground import REACH, decontaminate, estimate_colours

from testing.scenes import band, scene


@pytest.mark.parametrize("size", [(13, 17), (1, 11), (7, 1), (1, 1)])
@pytest.mark.parametrize("with_prior", [False, True])
def test_equals_the_loops(size, with_prior):
    rng = np.random.default_rng(1)
    photo, alpha = rng.random((*size, 3), np.float32), rng.random(size, np.float32)
    alpha[rng.random(size) < 0.3] = 1
    prior = tuple(rng.random((*size, 3), np.float32) for _ in range(2)) if with_prior else None
    for fast, slow in zip(
        estimate_colours(photo, alpha, prior=prior),
        estimate_colours_loops(photo, alpha, prior),
        strict=True,
    ):
        assert fast.dtype == np.float32 and fast.shape == (*size, 3)
        np.testing.assert_allclose(fast, slow, atol=2e-5)


@pytest.mark.parametrize("front", [(0.9, 0.2, 0.1), (0, 0, 0), (1, 1, 1)])
def test_constant_colours_are_recovered(front):
    alpha = scene("hair").alpha
    back = np.float32([0.2, 0.5, 0.8])
    a = alpha[..., None]
    foreground, background = estimate_colours((a * np.float32(front) + (1 - a) * back), alpha)
    unsure = (alpha > 0) & (alpha < 1)
    assert np.abs(foreground - np.float32(front))[unsure & (alpha > 0.1)].max() < 1 / 255
    assert np.abs(background - back)[unsure & (alpha < 0.9)].max() < 1 / 255


def test_no_green_on_white():
    s = scene("green_wall", (120, 140))
    trimap = band(s.alpha, 4)
    repaired = decontaminate(s.photo, s.alpha, trimap)
    hair = (s.alpha > 0.05) & (s.alpha < 0.95)
    a = s.alpha[..., None]
    error = np.abs(a * (repaired - s.foreground))[hair].mean()
    untreated = np.abs(a * (s.photo - s.foreground))[hair].mean()
    assert error < untreated / 20
    over_white = (a * repaired + 1 - a)[hair]
    green = over_white[:, 1] - over_white[:, [0, 2]].max(1)
    assert green.max() < 0.02  # no pixel greener than grey
    untreated_white = (a * s.photo + 1 - a)[hair]
    assert (untreated_white[:, 1] - untreated_white[:, [0, 2]].max(1)).max() > 0.08  # the test can fail


@pytest.mark.parametrize("kind", ["hair", "odd_colour", "camouflage", "product", "ring"])
def test_new_backdrops_show_little_of_the_old(kind):
    s = scene(kind)
    foreground, _ = estimate_colours(s.photo, s.alpha)
    unsure = (s.alpha > 0) & (s.alpha < 1)
    a = s.alpha[..., None]
    error = np.abs(a * (foreground - s.foreground))[unsure].mean()
    untreated = np.abs(a * (s.photo - s.foreground))[unsure].mean()
    assert error < untreated / 5


def test_a_tile_gives_the_pictures_values():
    s = scene("hair", (180, 190), seed=2)
    whole = estimate_colours(s.photo, s.alpha)
    top, left = 37, 30
    tile = np.s_[top:150, left:]
    parts = estimate_colours(s.photo[tile], s.alpha[tile], origin=(top, left))
    for one, other in zip(parts, whole, strict=True):
        inner = np.s_[REACH:-REACH, REACH:]
        np.testing.assert_allclose(one[inner], other[tile][inner], atol=1e-5)


def test_reach_is_honest():
    s = scene("veil", (90, 90))
    touched = s.photo.copy()
    touched[45, 45] = 1 - touched[45, 45]
    moved = np.zeros((90, 90), bool)
    for one, other in zip(
        estimate_colours(s.photo, s.alpha), estimate_colours(touched, s.alpha), strict=True
    ):
        moved |= (one != other).any(-1)
    assert np.abs(np.argwhere(moved) - 45).max() <= REACH < 40


def test_wanted_saves_work_and_changes_nothing_where_wanted():
    s = scene("product", (140, 150))
    unsure = (s.alpha > 0) & (s.alpha < 1)
    some, all_of_them = (estimate_colours(s.photo, s.alpha, wanted=w)[0] for w in (unsure, None))
    np.testing.assert_array_equal(some[unsure], all_of_them[unsure])


def test_prior_fills_what_no_window_can_tell():
    photo = np.full((80, 80, 3), 0.5, np.float32)
    alpha = np.full((80, 80), 0.5, np.float32)
    front, back = np.full_like(photo, 0.8), np.full_like(photo, 0.2)
    foreground, background = estimate_colours(photo, alpha, prior=(front, back))
    np.testing.assert_allclose(foreground, front, atol=1e-3)
    np.testing.assert_allclose(background, back, atol=1e-3)


def test_known_colours_stay():
    s = scene("green_wall")
    trimap = band(s.alpha, 3)
    repaired = decontaminate(s.photo, s.alpha, trimap)
    known = trimap != 0.5
    np.testing.assert_array_equal(repaired[known], s.photo[known])
    everything = np.ones_like(trimap)
    np.testing.assert_array_equal(decontaminate(s.photo, s.alpha, everything), s.photo)


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("size", [(1, 1), (1, 37), (5, 5)])
def test_degenerate_pictures(value, size):
    photo = np.full((*size, 3), 0.3, np.float32)
    for plane in estimate_colours(photo, np.full(size, value, np.float32)):
        np.testing.assert_allclose(plane, 0.3, atol=1e-5)


def test_flips_and_transposes_follow():
    s = scene("hair", (48, 64))
    out = estimate_colours(s.photo, s.alpha)[0]
    flipped = estimate_colours(s.photo[::-1, ::-1].copy(), s.alpha[::-1, ::-1].copy())[0]
    np.testing.assert_allclose(flipped[::-1, ::-1], out, atol=1e-4)
    turned = estimate_colours(s.photo.swapaxes(0, 1).copy(), s.alpha.T.copy())[0]
    np.testing.assert_allclose(turned.swapaxes(0, 1), out, atol=1e-4)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"alpha": np.full((4, 4), np.inf, np.float32)}, ValueError, "alpha"),
        ({"alpha": np.zeros((4, 5), np.float32)}, ValueError, "alpha"),
        ({"photo": np.zeros((4, 4, 3))}, TypeError, "photo"),
        ({"prior": (np.zeros((2, 2, 3), np.float32),) * 2}, ValueError, "prior foreground"),
        ({"wanted": np.zeros((4, 4))}, ValueError, "wanted"),
        ({"origin": (0, -3)}, ValueError, "origin column"),
    ],
)
def test_errors_name_the_argument(change, error, words):
    arguments = {"photo": np.zeros((4, 4, 3), np.float32), "alpha": np.zeros((4, 4), np.float32)} | change
    photo, alpha = arguments.pop("photo"), arguments.pop("alpha")
    with pytest.raises(error, match=words):
        estimate_colours(photo, alpha, **arguments)
