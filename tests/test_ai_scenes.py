"""The drawn scenes keep what they promise: exact composites, and masks with the values that networks give."""

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from testing.ai_scenes import KINDS, ai_scene


def stretched(scene):
    size = scene.alpha.shape[::-1]
    return np.asarray(Image.fromarray(scene.mask).resize(size, Image.Resampling.BILINEAR)) / 255


@pytest.mark.parametrize("kind", KINDS)
def test_scenes_are_of_the_promised_kind(kind):
    scene = ai_scene(kind)
    assert scene.photo.shape == scene.foreground.shape == (*scene.alpha.shape, 3)
    assert 500 <= max(scene.alpha.shape) <= 800
    assert scene.photo.dtype == scene.mask.dtype == np.uint8
    assert scene.mask.shape == (1024, 1024)
    for plane in (scene.alpha, scene.foreground, scene.body):
        assert plane.dtype == np.float32
        assert plane.min() >= 0
        assert plane.max() <= 1


@pytest.mark.parametrize("kind", ["disc", "logo", "hair_clutter"])
def test_a_scene_is_drawn_alike_each_time(kind):
    scene, again = ai_scene(kind), ai_scene.__wrapped__(kind)
    np.testing.assert_array_equal(scene.photo, again.photo)
    np.testing.assert_array_equal(scene.mask, again.mask)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "glass"])
def test_what_is_solid_shows_the_foreground_and_no_more_noise_than_promised(kind):
    scene = ai_scene(kind)
    solid = (scene.alpha == 1)[..., None] & (scene.foreground > 0.03) & (scene.foreground < 0.97)
    away = np.abs(scene.photo / 255 - scene.foreground)[solid]
    assert away.mean() < (1 / 255 if kind == "logo" else 2 / 255)


@pytest.mark.parametrize("kind", KINDS)
def test_the_mask_knows_the_subject_but_errs(kind):
    scene = ai_scene(kind)
    mask = stretched(scene)
    wrong = np.abs(mask - scene.body).sum() / scene.body.sum()
    assert 0.01 < wrong < 0.6
    assert scene.mask[:, 0].max() == 0 or kind == "bokeh"
    shared = np.minimum(mask, scene.body).sum() / np.maximum(mask, scene.body).sum()
    assert shared > 0.4


def test_a_hard_edge_gets_a_transition_of_two_to_five_pixels_within_two_of_its_place():
    scene = ai_scene("fence")
    truth = np.asarray(Image.fromarray(np.uint8(scene.alpha * 255)).resize((1024, 1024))) > 127
    depth = ndimage.distance_transform_edt(truth) - ndimage.distance_transform_edt(~truth)
    mask = scene.mask[:, 420:] / 255  # off the board that the mask takes along
    depth = depth[:, 420:]
    slope = np.hypot(*np.gradient(mask)).sum()
    assert 2 < 4 * (mask * (1 - mask)).sum() / slope * 1.5 < 5  # a ramp n wide has a ratio of n / 1.5
    assert (mask[depth > 6] >= 254 / 255).mean() > 0.99
    assert (mask[depth < -6] == 0).mean() > 0.99
    crossing = np.abs(depth[np.abs(mask - 0.5) < 0.1])
    assert 0.5 < np.percentile(crossing, 90) <= 3
