"""The matte beside the mask it was made from, on drawn photos whose masks err as networks err.

SAD over the whole picture, in thousands of pixels. Nowhere may ours exceed 1.02 of the mask's and ``BREADTH``, ten
fully wrong pixels; where photo and mask say enough together, it must be lower by the share that ``LOWER`` states.
"""

import numpy as np
import pytest
from PIL import Image
from wispcut.matting import matte
from wispcut.pipeline import cut_out

from testing.ai_scenes import KINDS, ai_scene
from testing.drawing import waves

NO_WORSE, BREADTH = 1.02, 0.01
LOWER = {
    "disc": 0.95,
    "small_figure": 0.85,
    "half_sure_limb": 0.75,
    "arm_hole": 0.75,
    "white_on_white": 0.9,
    "logo": 0.4,
    "bokeh": 0.7,
    "fence": 0.9,
    "glass": 0.75,
    "hair_clutter": 0.7,
}
OFF = {"matting": {"enabled": False}}
FAST = {"matting": {"quality": "fast"}}


def sads(kind, settings=None, truth="body"):
    """SAD of ours and of the mask, stretched as it is."""
    scene = ai_scene(kind)
    wanted = getattr(scene, truth)
    size = scene.alpha.shape
    mask = np.asarray(Image.fromarray(scene.mask).resize(size[::-1], Image.Resampling.BILINEAR)) / 255
    ours = cut_out(scene.photo, mask=scene.mask, settings=settings).rgba[..., 3] / 255
    return tuple(float(np.abs(plane - wanted).sum() / 1000) for plane in (ours, mask))


@pytest.mark.parametrize("kind", KINDS)
def test_balanced_does_no_harm_and_helps_where_it_can(kind):
    ours, mask = sads(kind)
    assert ours <= LOWER.get(kind, NO_WORSE) * mask + BREADTH


@pytest.mark.parametrize(
    "kind", ["disc", "half_sure_limb", "arm_hole", "small_figure", "fence", "hair_clutter"]
)
def test_fast_does_no_harm_and_hair_gains(kind):
    ours, mask = sads(kind, FAST)
    assert ours <= (0.75 if kind == "hair_clutter" else NO_WORSE) * mask + BREADTH


@pytest.mark.parametrize("kind", KINDS)
def test_without_matting_nothing_is_worse_than_the_mask(kind):
    ours, mask = sads(kind, OFF)
    assert ours <= NO_WORSE * mask + BREADTH


def test_graphics_keep_alpha_0_and_1_and_their_colours_and_lost_print_comes_back():
    scene = ai_scene("logo")
    cutout = cut_out(scene.photo, mask=scene.mask).rgba
    stroke, flat = scene.alpha == 1, scene.alpha == 0
    assert (cutout[..., 3][stroke] >= 250).mean() > 0.99
    assert (cutout[..., 3][flat] <= 5).mean() > 0.999
    away = np.abs(cutout[..., :3] / 255 - scene.foreground).max(-1)
    assert (away[stroke] < 2 / 255).mean() > 0.99


@pytest.mark.parametrize("quality", ["balanced", "fast"])
def test_glass_shows_what_is_behind_it_only_if_asked(quality):
    asked = {"matting": {"translucent": True, "quality": quality}}
    seen_through, mask = sads("glass", asked, truth="alpha")
    assert seen_through <= NO_WORSE * mask + BREADTH
    solid, _ = sads("glass", {"matting": {"quality": quality}}, truth="alpha")
    assert solid > 1.5 * seen_through


def error(photo, trimap, truth, where):
    """Mean absolute error of ``estimate_matte`` in a region."""
    return float(np.abs(matte.estimate_matte(photo, trimap)[0] - truth)[where].mean())


def noisy(truth, front, back, sigma):
    photo = truth[..., None] * front + (1 - truth[..., None]) * np.float32(back)
    return np.clip(photo + np.random.default_rng(0).normal(0, sigma, photo.shape), 0, 1).astype(np.float32)


def test_the_mix_of_known_colours_counts(monkeypatch):
    # A thin veil whose colour no known pixel has, but red and blue rows of the subject mix it: with F = purple, no
    # sampled pair explains it, and the veil never gets so dense that its own colour shows.
    rows, cols = np.mgrid[:80, :100]
    red, blue = np.float32([0.8, 0.15, 0.2]), np.float32([0.15, 0.2, 0.8])
    front = np.where((rows // 3 % 2 == 0)[..., None], red, blue)
    front = np.where((cols < 40)[..., None], front, (red + blue) / 2)
    veil = 0.6 * waves(np.random.default_rng(0), (80, 100), 3)
    truth = np.where(cols < 40, 1, np.where(cols < 64, veil, 0)).astype(np.float32)
    photo = noisy(truth, front, [0.25, 0.7, 0.3], 0.005)
    trimap = np.where(cols < 40, 1, np.where(cols < 66, 0.5, 0)).astype(np.float32)
    unknown = trimap == 0.5
    assert error(photo, trimap, truth, unknown) < 0.08
    monkeypatch.setattr(matte, "MIX", 0.0)
    assert error(photo, trimap, truth, unknown) > 0.12


def test_the_ties_between_unknown_pixels_count(monkeypatch):
    # A bright spot apart from the subject, whose colour the subject has far away only: no ray and no known neighbour
    # tells of it, but unknown pixels of that colour lie in the subject, and these are certain.
    rows, cols = np.mgrid[:60, :80]
    spot = (np.abs(rows - 30.5) < 1) & (np.abs(cols - 58.5) < 1)
    bright = ((cols < 18) | (cols > 46))[..., None]
    front = np.where(bright, np.float32([0.95, 0.85, 0.6]), np.float32([0.25, 0.2, 0.2]))
    truth = ((cols < 42) | spot).astype(np.float32)
    photo = noisy(truth, front, [0.3, 0.55, 0.7], 0.002)
    around = (np.abs(rows - 30.5) < 3) & (np.abs(cols - 58.5) < 3)
    inside = (np.abs(rows - 30) <= 10) & (cols >= 4) & (cols < 14)
    unknown = around | inside | (np.abs(cols - 42) < 4)
    trimap = np.where(unknown, 0.5, cols < 42).astype(np.float32)
    assert error(photo, trimap, truth, spot) < 0.2
    monkeypatch.setattr(matte, "LINK", 0.0)
    assert error(photo, trimap, truth, spot) > 0.8
