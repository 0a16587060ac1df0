"""A cutout before a background: exact to the byte."""

import numpy as np
import pytest
from wispcut.steps.compose import compose


def random_bytes(seed, *shape):
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def test_every_alpha_and_every_pair_of_colours_is_rounded_exactly():
    """All 256 alphas x 256 colours before three backgrounds, against whole-number arithmetic."""
    alpha, colour = (plane.astype(np.uint8) for plane in np.mgrid[:256, :256])
    cutout = np.stack([colour, colour[:, ::-1], colour, alpha], axis=-1)
    for level in (0, 77, 255):
        background = np.full((256, 256, 3), level, np.uint8)
        background[..., 1] = colour
        out = compose(cutout, background)
        a = alpha.astype(int)[..., None]
        exact = (2 * (a * cutout[..., :3].astype(int) + (255 - a) * background.astype(int)) + 255) // 510
        assert np.array_equal(out[..., :3], exact)
        assert (out[..., 3] == 255).all()


def test_transparent_leaves_every_byte():
    cutout = random_bytes(1, 7, 11, 4)
    cutout[2:4, :, 3] = 0
    before = cutout.copy()
    assert np.array_equal(compose(cutout, None), before)


def test_mask_only_is_alpha_as_opaque_grey():
    cutout = random_bytes(2, 5, 9, 4)
    for background in (None, random_bytes(3, 5, 9, 3)):
        out = compose(cutout, background, mask_only=True)
        assert all(np.array_equal(out[..., c], cutout[..., 3]) for c in range(3))
        assert (out[..., 3] == 255).all()


def test_solid_and_empty_alpha_show_one_layer_only():
    cutout, background = random_bytes(4, 4, 6, 4), random_bytes(5, 4, 6, 3)
    cutout[..., 3] = 255
    assert np.array_equal(compose(cutout, background)[..., :3], cutout[..., :3])
    cutout[..., 3] = 0
    assert np.array_equal(compose(cutout, background)[..., :3], background)


@pytest.mark.parametrize(
    ("cutout", "background", "kind", "words"),
    [
        (np.zeros((2, 2, 4)), None, TypeError, "cutout must be a numpy array of dtype uint8; got float64"),
        (np.zeros((2, 2, 3), np.uint8), None, ValueError, r"cutout must have shape \(H, W, 4\)"),
        (
            random_bytes(0, 2, 2, 4),
            random_bytes(0, 2, 3, 3),
            ValueError,
            r"background must have height and width \(2, 2\); got \(2, 3\)",
        ),
    ],
)
def test_bad_arguments_are_named(cutout, background, kind, words):
    with pytest.raises(kind, match=words):
        compose(cutout, background)


def test_a_shadow_lies_between_background_and_cutout():
    cutout, background = random_bytes(6, 9, 7, 4), random_bytes(7, 9, 7, 3)
    shadow, colour = random_bytes(8, 9, 7), (10, 20, 30)
    out = compose(cutout, background, shadow=shadow, shadow_colour=colour).astype(float)
    s, a = shadow[..., None] / 255, cutout[..., 3:] / 255
    ground = s * np.array(colour) + (1 - s) * background
    assert np.abs(out[..., :3] - (a * cutout[..., :3] + (1 - a) * ground)).max() <= 1
    assert (out[..., 3] == 255).all()
    bare = compose(cutout, background)
    assert np.array_equal(compose(cutout, background, shadow=np.zeros((9, 7), np.uint8)), bare)


def test_a_shadow_on_nothing_is_one_layer_with_the_cutout():
    """Laid on any colour, the layer looks as cutout, shadow and colour one over the other."""
    cutout, shadow, colour = random_bytes(9, 9, 7, 4), random_bytes(10, 9, 7), (200, 20, 90)
    shadow[:3] = 0
    layer = compose(cutout, None, shadow=shadow, shadow_colour=colour)
    assert np.array_equal(layer[:3], cutout[:3])
    for level in (0, 255):
        ground = np.full((9, 7, 3), level, np.uint8)
        once = compose(layer, ground).astype(int)
        assert np.abs(once - compose(cutout, ground, shadow=shadow, shadow_colour=colour)).max() <= 2
