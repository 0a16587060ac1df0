"""Properties that every matting function keeps, whatever the picture. Warnings of numpy are errors here."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wispcut.matting.adaptive_trimap import adaptive_trimap
from wispcut.matting.foreground import decontaminate, estimate_colours
from wispcut.matting.fusion import fuse
from wispcut.matting.guided_filter import guided_filter
from wispcut.matting.matte import estimate_matte
from wispcut.matting.poisson import poisson_matting
from wispcut.matting.post_process import post_process
from wispcut.matting.trimap import scale_trimap, trimap_from_mask, trimap_from_probability
from wispcut.matting.trimap_encoding import encode_trimap
from wispcut.settings import complete
from wispcut.steps.refine import refine
from wispcut.survey import survey

from testing.scenes import band, scene

LIMITS = settings(max_examples=25, deadline=None, derandomize=True)


@st.composite
def pictures(draw):
    """A photo, a soft mask and a trimap: noise, flats, stripes and near-black, with any classes present or not."""
    size = (draw(st.sampled_from([1, 2, 3, 7, 13])), draw(st.sampled_from([1, 2, 5, 11, 17])))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    photo = {
        "noise": lambda: rng.random((*size, 3)),
        "flat": lambda: np.full((*size, 3), rng.random()),
        "two": lambda: np.where(rng.random((*size, 1)) < 0.5, rng.random(3), rng.random(3)),
        "dark": lambda: rng.random((*size, 3)) * 1e-6,
        "extreme": lambda: rng.integers(0, 2, (*size, 3)),
    }[draw(st.sampled_from(["noise", "flat", "two", "dark", "extreme"]))]().astype(np.float32)
    mask = {
        "noise": lambda: rng.random(size),
        "hard": lambda: rng.integers(0, 2, size),
        "ramp": lambda: np.tile(np.linspace(0, 1, size[1]), (size[0], 1)),
        "flat": lambda: np.full(size, rng.choice([0, 0.5, 1])),
    }[draw(st.sampled_from(["noise", "hard", "ramp", "flat"]))]().astype(np.float32)
    labels = draw(st.sets(st.sampled_from([0.0, 0.5, 1.0]), min_size=1))
    trimap = rng.choice(np.float32(sorted(labels)), size)
    return photo, mask, trimap


def assert_in_unit_range(*planes):
    for plane in planes:
        assert plane.dtype == np.float32
        assert plane.min() >= 0 and plane.max() <= 1  # false for NaN


def assert_keeps_known(alpha, trimap):
    known = trimap != 0.5
    np.testing.assert_array_equal(alpha[known], trimap[known])


@LIMITS
@given(pictures())
def test_trimaps_have_three_values(picture):
    photo, mask, trimap = picture
    made = [
        trimap_from_mask(mask, erode=2.0),
        trimap_from_probability(mask, size=1),
        adaptive_trimap(photo, mask, erode=1.5)[0],
        scale_trimap(trimap, (5, 9)),
    ]
    for one in made:
        assert one.dtype == np.float32 and set(np.unique(one)) <= {0, 0.5, 1}
    assert_in_unit_range(
        adaptive_trimap(photo, mask)[1], encode_trimap(trimap), post_process(mask, smoothing=1.0)
    )


@LIMITS
@given(pictures(), st.sampled_from([1, 2, 5]))
def test_guided_filter(picture, subsample):
    photo, mask, _ = picture
    out = guided_filter(photo, mask, radius=3, subsample=subsample)
    assert_in_unit_range(out)
    assert out.shape == mask.shape


@LIMITS
@given(pictures())
def test_colours_and_solvers_stay_in_range_and_keep_the_known(picture):
    photo, mask, trimap = picture
    front, back = estimate_colours(photo, mask)
    assert_in_unit_range(front, back)
    alpha, front, back = fuse(photo, mask, front, back, trimap)
    assert_in_unit_range(alpha, front, back)
    assert_keeps_known(alpha, trimap)
    alpha = poisson_matting(photo, mask, front, back, trimap, steps=20)
    assert_in_unit_range(alpha)
    assert_keeps_known(alpha, trimap)
    repaired = decontaminate(photo, alpha, trimap)
    assert_in_unit_range(repaired)
    np.testing.assert_array_equal(repaired[trimap != 0.5], photo[trimap != 0.5])


@LIMITS
@given(pictures())
def test_matte_stays_in_range_and_keeps_the_known(picture):
    photo, mask, trimap = picture
    alpha, confidence = estimate_matte(photo, trimap, mask=mask)
    assert_in_unit_range(alpha, confidence)
    assert_keeps_known(alpha, trimap)


@LIMITS
@given(pictures())
def test_survey_and_refine_on_any_picture(picture):
    photo, mask, trimap = picture
    size = photo.shape[:2]
    everything = complete(None)
    marks = np.select([trimap == 1, trimap == 0], [1, 2], 3).astype(np.uint8)
    box = (0, 0, *size)
    for given_mask, given_marks in ((mask, None), (None, marks), (mask, marks)):
        looked = survey(photo, size, 1, mask=given_mask, marks=given_marks, settings=everything)
        assert_in_unit_range(looked.alpha, looked.foreground, looked.background, looked.confidence)
        out = refine(looked, photo, box, box, marks=given_marks, settings=everything)
        assert_in_unit_range(out)
        if given_marks is not None:
            assert_keeps_known(out[..., 3], trimap)


@LIMITS
@given(pictures())
def test_nothing_changes_its_inputs(picture):
    photo, mask, trimap = picture
    before = [plane.copy() for plane in picture]
    adaptive_trimap(photo, mask)
    guided_filter(photo, mask)
    front, back = estimate_colours(photo, mask)
    fuse(photo, mask, front, back, trimap)
    poisson_matting(photo, mask, front, back, trimap, steps=3)
    estimate_matte(photo, trimap, mask=mask)
    post_process(mask)
    size = photo.shape[:2]
    survey(photo, size, 1, mask=mask, settings=complete(None))
    for plane, kept in zip(picture, before, strict=True):
        np.testing.assert_array_equal(plane, kept)


TURNS = {
    "flip rows": lambda p: np.ascontiguousarray(p[::-1]),
    "flip columns": lambda p: np.ascontiguousarray(p[:, ::-1]),
    "transpose": lambda p: np.ascontiguousarray(p.swapaxes(0, 1)),
}


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
@LIMITS
@given(pictures())
def test_local_operators_turn_with_the_picture(turn, picture):
    photo, mask, trimap = picture
    turned = [turn(p) for p in picture]
    np.testing.assert_array_equal(
        turn(trimap_from_mask(mask, erode=2.0)), trimap_from_mask(turned[1], erode=2.0)
    )
    np.testing.assert_array_equal(turn(encode_trimap(trimap)), encode_trimap(turned[2]))
    front, back = np.roll(photo, 1, axis=-1), photo[::-1].copy()
    fused = fuse(photo, mask, front, back, trimap)
    fused_turned = fuse(turned[0], turned[1], turn(front), turn(back), turned[2])
    for one, other in zip(fused, fused_turned, strict=True):
        np.testing.assert_allclose(turn(one), other, atol=1e-6)
    # Sums run in another order, and one-pixel windows amplify it.
    np.testing.assert_allclose(
        turn(guided_filter(photo, mask, radius=2)), guided_filter(turned[0], turned[1], radius=2), atol=1e-4
    )


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
def test_the_matte_turns_with_the_picture(turn):
    """Shared matting's rays turn with the grid, so equality holds on average: 4/255 of the band, stated."""
    s = scene("hair", (72, 80))
    trimap = band(s.alpha, 4)
    out, _ = estimate_matte(s.photo, trimap)
    turned, _ = estimate_matte(turn(s.photo), turn(trimap))
    assert np.abs(turn(out) - turned)[turn(trimap) == 0.5].mean() < 4 / 255


@pytest.mark.parametrize("quality", ["fast", "balanced", "best"])
def test_constant_colours_give_alpha_back(quality):
    """Where each layer has one colour, alpha is exact to 1/255 everywhere, and on average after 8-bit rounding."""
    alpha = scene("hair", (72, 80)).alpha
    a = alpha[..., None]
    photo = (a * np.float32([0.9, 0.3, 0.1]) + (1 - a) * np.float32([0.1, 0.4, 0.8])).astype(np.float32)
    trimap = band(alpha, 4)
    out, _ = estimate_matte(photo, trimap, quality=quality)
    np.testing.assert_allclose(out, alpha, atol=1 / 255)
    rounded, _ = estimate_matte(np.round(photo * 255) / np.float32(255), trimap, quality=quality)
    assert np.abs(rounded - alpha)[trimap == 0.5].mean() < 0.25 / 255
    assert np.abs(rounded - alpha).max() < 3 / 255
