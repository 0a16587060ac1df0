"""The single calls: the same answers as the algorithms behind them, and every wrong argument named."""

import numpy as np
import pytest
from wispcut import matting
from wispcut.matting.foreground import estimate_colours
from wispcut.matting.matte import estimate_matte

Y, X = np.mgrid[:40, :50].astype(np.float32)
FAR = np.hypot(Y - 20, X - 25)
ALPHA = np.clip((18 - FAR) / 6, 0, 1).astype(np.float32)
PHOTO = (ALPHA[..., None] * [0.8, 0.2, 0.1] + (1 - ALPHA[..., None]) * [0.1, 0.5, 0.2]).astype(np.float32)
TRIMAP = np.where(ALPHA == 1, 1, np.where(ALPHA == 0, 0, 0.5)).astype(np.float32)


@pytest.mark.parametrize("quality", ["fast", "balanced", "best"])
@pytest.mark.parametrize("consistency", ["closed_form", "poisson"])
def test_alpha_is_the_solves_own_and_right(quality, consistency):
    alpha = matting.estimate_alpha(PHOTO, TRIMAP, quality=quality, consistency=consistency)
    wanted, _ = estimate_matte(
        PHOTO, TRIMAP, trust=np.ones_like(TRIMAP), quality=quality, consistency=consistency
    )
    assert np.array_equal(alpha[TRIMAP == 0.5], wanted[TRIMAP == 0.5])
    assert np.abs(alpha - ALPHA).max() < 0.06
    assert np.array_equal(alpha[TRIMAP != 0.5], TRIMAP[TRIMAP != 0.5])


def test_a_small_limit_solves_at_half_the_scale():
    whole = matting.estimate_alpha(PHOTO, TRIMAP)
    halved = matting.estimate_alpha(PHOTO, TRIMAP, limit=100)
    assert not np.array_equal(whole, halved)
    assert np.abs(halved - ALPHA).max() < 0.12


def test_the_foregrounds_colours():
    assert np.array_equal(matting.estimate_foreground(PHOTO, ALPHA), estimate_colours(PHOTO, ALPHA)[0])
    inside = ALPHA > 0.2
    assert np.abs(matting.estimate_foreground(PHOTO, ALPHA)[inside] - [0.8, 0.2, 0.1]).max() < 0.1


@pytest.mark.parametrize("smooth", [False, True])
def test_shared_samples_explain_the_photo(smooth):
    found = matting.shared_matting(PHOTO, TRIMAP, smooth=smooth)
    assert np.abs(found.alpha - ALPHA).mean() < 0.02
    known = TRIMAP != 0.5
    assert np.array_equal(found.alpha[known], TRIMAP[known])
    assert np.array_equal(found.foreground[known], PHOTO[known])
    mixed = found.alpha[..., None] * found.foreground + (1 - found.alpha[..., None]) * found.background
    assert np.abs(mixed - PHOTO).mean() < 0.01
    assert found.confidence[TRIMAP == 0.5].mean() > 0.5


@pytest.mark.parametrize(
    ("call", "arguments", "words"),
    [
        (
            matting.estimate_alpha,
            {"quality": "good"},
            "quality must be one of fast, balanced, best; got 'good'",
        ),
        (matting.estimate_alpha, {"consistency": "x"}, "consistency must be one of closed_form, poisson"),
        (matting.estimate_alpha, {"limit": 0}, "limit must be a whole number"),
        (matting.shared_matting, {"rays": 0}, "rays must be a whole number"),
        (matting.shared_matting, {"rays": 17}, "rays must be a whole number"),
        (matting.shared_matting, {"every": 200}, "every must be"),
        (matting.shared_matting, {"every": 1.5}, "every must be a whole number"),
    ],
)
def test_wrong_choices_are_named_with_the_right_ones(call, arguments, words):
    with pytest.raises(ValueError, match=words):
        call(PHOTO, TRIMAP, **arguments)


@pytest.mark.parametrize("call", [matting.estimate_alpha, matting.shared_matting])
def test_wrong_trimaps_are_named(call):
    with pytest.raises(ValueError, match=r"trimap must hold 0, 0\.5 and 1 only"):
        call(PHOTO, ALPHA)
    with pytest.raises(ValueError, match="trimap must have shape"):
        call(PHOTO, TRIMAP[1:])
    with pytest.raises(ValueError, match="trimap must have foreground"):
        matting.shared_matting(PHOTO, np.where(TRIMAP == 1, np.float32(0.5), TRIMAP))


def test_a_trimap_without_unknown_pixels_is_its_own_alpha():
    hard = np.where(ALPHA > 0.5, np.float32(1), np.float32(0))
    assert np.array_equal(matting.estimate_alpha(PHOTO, hard), hard)
    assert np.array_equal(matting.shared_matting(PHOTO, hard).alpha, hard)
