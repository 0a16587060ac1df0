from dataclasses import asdict, replace

import numpy as np
import pytest
from scipy import ndimage
from wispcut.core.marks import KEEP, REMOVE
from wispcut.core.pixels import from_bytes
from wispcut.settings import complete
from wispcut.survey import estimate_noise, survey

from testing.ai_scenes import ai_scene
from testing.scenes import band, coarse_mask, scene

PLAIN = complete(None)


@pytest.fixture(scope="module")
def hair():
    s = scene("hair", (96, 112))
    return replace(s, photo=s.photo.astype(np.float32), alpha=s.alpha.astype(np.float32))


def from_mask(s, **more):
    mask = coarse_mask(s.alpha, cell=4, blur=1.5).astype(np.float32)
    return survey(s.photo, s.alpha.shape, 1, mask=mask, settings=more.pop("settings", PLAIN), **more)


def test_a_mask_becomes_a_better_matte(hair):
    found = from_mask(hair)
    mask = coarse_mask(hair.alpha, cell=4, blur=1.5)
    assert np.abs(found.alpha - hair.alpha).mean() < 0.8 * np.abs(mask - hair.alpha).mean()


def test_every_plane_is_float32_in_range_and_alpha_keeps_to_the_trimap(hair):
    found = from_mask(hair)
    for name, plane in asdict(found).items():
        if isinstance(plane, np.ndarray) and not name.startswith("flat_"):
            assert plane.dtype == np.float32, name
            assert plane.shape[:2] == hair.alpha.shape, name
            assert plane.min() >= 0, name
            assert plane.max() <= 1, name
    known = found.trimap != 0.5
    np.testing.assert_array_equal(found.alpha[known], found.trimap[known])
    assert set(np.unique(found.trimap)) <= {0, 0.5, 1}
    assert found.flat_colours.shape == (0, 3) and not found.flat_zone.any(), "a photo is no flat graphic"


def test_a_trimap_of_marks_is_obeyed(hair):
    trimap = band(hair.alpha, 4)
    marks = np.select([trimap == 1, trimap == 0], [1, 2], 3).astype(np.uint8)
    found = survey(hair.photo, hair.alpha.shape, 1, marks=marks, settings=PLAIN)
    np.testing.assert_array_equal(found.trimap, trimap)
    np.testing.assert_array_equal(found.alpha[trimap != 0.5], trimap[trimap != 0.5])


def test_marks_win_over_the_mask(hair):
    marks = np.zeros(hair.alpha.shape, np.uint8)
    marks[:10, :10], marks[-10:, -10:], marks[40:50, 50:60] = 1, 2, 3
    found = from_mask(hair, marks=marks)
    assert (found.alpha[:10, :10] == 1).all()
    assert (found.alpha[-10:, -10:] == 0).all()
    assert (found.trimap[40:50, 50:60] == 0.5).all()


@pytest.mark.parametrize("size", [(31, 47), (200, 300), (96, 112)])
def test_masks_of_any_size_are_stretched(hair, size):
    rows = np.linspace(0, 95, size[0]).round().astype(int)
    cols = np.linspace(0, 111, size[1]).round().astype(int)
    found = survey(hair.photo, hair.alpha.shape, 1, mask=hair.alpha[np.ix_(rows, cols)], settings=PLAIN)
    assert np.abs(found.mask - hair.alpha).mean() < 0.06  # hair is lost at a third of the size


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_mask_of_one_value(value, hair):
    found = survey(hair.photo, hair.alpha.shape, 1, mask=np.full((8, 8), value, np.float32), settings=PLAIN)
    assert (found.alpha == value).all()
    assert (found.trimap == value).all()


@pytest.mark.parametrize("mark", [1, 2, 3])
def test_marks_of_one_value(mark, hair):
    marks = np.full(hair.alpha.shape, mark, np.uint8)
    found = survey(hair.photo, hair.alpha.shape, 1, marks=marks, settings=PLAIN)
    assert (found.alpha == {1: 1, 2: 0, 3: 0.5}[mark]).all()


@pytest.mark.parametrize("size", [(1, 1), (1, 13), (13, 1), (2, 2)])
def test_tiny_pictures(size):
    photo = np.random.default_rng(0).random((*size, 3), np.float32)
    mask = np.random.default_rng(1).random((5, 5), np.float32)
    found = survey(photo, size, 1, mask=mask, settings=PLAIN)
    assert np.isfinite(found.alpha).all()


def test_all_qualities_give_an_answer(hair):
    for quality in ("fast", "balanced", "best"):
        found = from_mask(hair, settings=complete({"matting": {"quality": quality}}))
        assert np.abs(found.alpha - hair.alpha).mean() < 0.05


def test_inputs_stay_as_they_were(hair):
    photo, mask = hair.photo.copy(), hair.alpha.copy()
    survey(photo, mask.shape, 1, mask=mask, settings=PLAIN)
    np.testing.assert_array_equal(photo, hair.photo)
    np.testing.assert_array_equal(mask, hair.alpha)


@pytest.mark.parametrize("sigma", [0.0, 0.01, 0.05])
def test_noise_is_found(sigma):
    rng = np.random.default_rng(2)
    photo = 0.5 + sigma * rng.standard_normal((120, 130, 3))
    photo += np.linspace(0, 0.2, 130)[:, None]
    assert estimate_noise(photo.astype(np.float32)) == pytest.approx(sigma, rel=0.05, abs=1e-6)


def test_errors_name_the_argument(hair):
    h, w = hair.alpha.shape
    marks = np.zeros((h, w), np.uint8)
    with pytest.raises(ValueError, match="needs a mask or marks"):
        survey(hair.photo, (h, w), 1, settings=PLAIN)
    with pytest.raises(ValueError, match=r"photo must have the size .* / 2"):
        survey(hair.photo, (h, w), 2, mask=hair.alpha, settings=PLAIN)
    with pytest.raises(ValueError, match="marks must be uint8"):
        survey(hair.photo, (h, w), 1, marks=marks[1:], settings=PLAIN)
    with pytest.raises(ValueError, match="marks must say something everywhere"):
        survey(hair.photo, (h, w), 1, marks=marks, settings=PLAIN)
    with pytest.raises(ValueError, match="marks must be 0, 1, 2 or 3"):
        survey(hair.photo, (h, w), 1, marks=marks + np.uint8(9), settings=PLAIN)
    with pytest.raises(ValueError, match="mask must be finite"):
        survey(hair.photo, (h, w), 1, mask=np.full((4, 4), np.nan, np.float32), settings=PLAIN)
    with pytest.raises(ValueError, match="photo must be finite"):
        survey(np.full_like(hair.photo, np.inf), (h, w), 1, mask=hair.alpha, settings=PLAIN)
    with pytest.raises(TypeError, match="photo must have dtype float32"):
        survey(hair.photo.astype(np.float64), (h, w), 1, mask=hair.alpha, settings=PLAIN)


@pytest.mark.parametrize(("kind", "label"), [("half_sure_limb", 1), ("arm_hole", 0), ("arm_hole", 1)])
def test_one_mark_in_a_decided_region_turns_its_alpha_over(kind, label):
    drawn = ai_scene(kind)
    photo, mask = from_bytes(drawn.photo), from_bytes(drawn.mask)
    before = survey(photo, photo.shape[:2], 1, mask=mask, settings=PLAIN)
    areas, _ = ndimage.label(before.decided == label)
    region = areas == 1 + np.argmax(np.bincount(areas.ravel())[1:])
    marks = np.zeros(region.shape, np.uint8)
    row, column = np.argwhere(region)[region.sum() // 2]
    marks[row - 4 : row + 5, column - 4 : column + 5] = REMOVE if label else KEEP
    after = survey(photo, photo.shape[:2], 1, mask=mask, marks=marks, settings=PLAIN)
    assert (after.alpha[region] == 1 - label).all()
    assert (after.decided[region] == 1 - label).all()
    assert np.array_equal(after.mask[marks == 0], before.mask[marks == 0])
