import numpy as np
import pytest
from scipy import ndimage
from wispcut.matting.flat_graphics import (
    REACH,
    SAME,
    FlatGraphic,
    find_flat_graphic,
    flat_matte,
    subject_parts,
)
from wispcut.pipeline import cut_out

from testing.ai_scenes import ai_scene
from testing.drawing import cover, ellipse

SIZE = (120, 160)
WHITE, BLUE, RED = np.float32([1, 1, 1]), np.float32([0.1, 0.2, 0.7]), np.float32([0.8, 0.1, 0.1])
GRAPHIC = FlatGraphic(WHITE, np.stack([BLUE, RED]))


def ring(size=SIZE, scale=1.0):
    """Coverage of a ring and of the disc that fits its hole, with anti-aliased edges."""
    outer, inner = (ellipse(size, (60 * scale, 50 * scale), (r * scale, r * scale)) for r in (35, 25))
    return cover(np.minimum(outer, -inner)), cover(inner)


def over(alpha, colour, backdrop):
    return (alpha[..., None] * colour + (1 - alpha[..., None]) * backdrop).astype(np.float32)


def drawn(size=SIZE, scale=1.0):
    """A blue ring, and a red bar of 3 px that the mask lost; photo, mask, alpha."""
    blue, _ = ring(size, scale)
    red = np.zeros(size, np.float32)
    red[round(20 * scale) : round(100 * scale), round(120 * scale) : round(120 * scale) + 3] = 1
    return over(red, RED, over(blue, BLUE, WHITE)), blue, np.maximum(blue, red)


def test_colours_of_a_drawing_are_found_the_lost_one_too():
    photo, mask, _ = drawn()
    found = find_flat_graphic(photo, mask)
    assert found is not None
    assert np.allclose(found.backdrop, WHITE) and np.allclose(found.colours, GRAPHIC.colours)


@pytest.mark.parametrize("kind", ["disc", "white_on_white", "small_figure", "glass"])
def test_a_photo_is_no_flat_graphic(kind):
    scene = ai_scene(kind)
    assert find_flat_graphic(scene.photo / np.float32(255), scene.alpha) is None


def test_a_shaded_object_before_plain_white_is_none():
    blue, _ = ring()
    shades = np.linspace(0.1, 0.7, SIZE[1], dtype=np.float32)[None, :, None] * np.ones((*SIZE, 3), np.float32)
    assert find_flat_graphic(over(blue, shades, WHITE), blue) is None


def test_alpha_is_the_coverage_and_colours_are_exact():
    photo, _, alpha = drawn()
    matte = flat_matte(photo, GRAPHIC, np.zeros(SIZE, bool))
    assert matte.known.all()
    assert np.abs(matte.alpha - alpha).max() <= SAME / 0.3
    soft = (alpha > 0.1) & (alpha < 1)
    true = np.where(np.arange(SIZE[1])[:, None] < 110, BLUE, RED)[None].repeat(SIZE[0], 0)
    assert np.abs(matte.foreground - true)[soft].max() <= SAME


def test_an_enclosed_area_is_what_the_mask_says():
    photo, mask, _ = drawn()
    _, hole = ring()
    filled, soft = subject_parts(photo, GRAPHIC, mask)
    assert not filled.any() and not soft.any()
    filled, _ = subject_parts(photo, GRAPHIC, np.maximum(mask, hole))
    assert filled[60, 50] and not filled[5, 5]
    matte = flat_matte(photo, GRAPHIC, filled)
    inside = ellipse(SIZE, (60, 50), (30, 30)) > 0
    assert (matte.alpha[inside] == 1).all() and matte.alpha[5, 5] == 0


def test_an_enclosed_area_is_filled_by_the_masks_majority():
    photo, mask, _ = drawn()
    _, hole = ring()
    for share, wanted in ((0.6, True), (0.4, False)):
        filled, _ = subject_parts(photo, GRAPHIC, np.maximum(mask, np.float32(share) * hole))
        assert filled[60, 50] == wanted


def test_a_faint_area_with_a_sharp_rim_is_no_shadow():
    photo = np.ones((*SIZE, 3), np.float32)
    photo[20:100, 40:120] = BLUE
    photo[23:97, 43:117] = 0.9
    _, soft = subject_parts(photo, GRAPHIC, np.zeros(SIZE, np.float32))
    assert not soft.any()


def test_a_soft_shadow_is_left_to_the_mask():
    photo, mask, _ = drawn()
    shadow = 0.4 * np.exp(
        -(((np.indices(SIZE) - [[[60]], [[120]]]) / [[[8]], [[12]]]) ** 2).sum(0) / 2
    ).astype(np.float32)
    photo[:, 90:] = 1 - shadow[:, 90:, None]
    _, soft = subject_parts(photo, GRAPHIC, mask)
    assert soft[60, 120] and not soft[60, 15]


def test_what_no_colour_explains_beside_the_backdrop_stays_open():
    photo, _, _ = drawn()
    photo[60, 84] = (0.2, 0.9, 0.2)
    matte = flat_matte(photo, GRAPHIC, np.zeros(SIZE, bool))
    assert not matte.known[60, 84]


def test_the_matte_is_local():
    photo, _, _ = drawn()
    none = np.zeros(SIZE, bool)
    whole = flat_matte(photo, GRAPHIC, none)
    part = flat_matte(photo[20:80, 10:100], GRAPHIC, none[20:80, 10:100])
    core = np.s_[REACH:-REACH, REACH:-REACH]
    for a, b in zip(whole, part, strict=True):
        assert np.array_equal(a[20:80, 10:100][core], b[core])


@pytest.mark.parametrize(("scale", "most"), [(1, 0.03), (16, 0.08)])
def test_cut_out_keeps_strokes_and_brings_the_lost_one_back(scale, most):
    """At 16 the survey works on a reduced photo, and tiles on the photo itself: what is within
    SAME of a pure colour there is a quarter of a pixel's contrast here."""
    size = (SIZE[0] * scale, SIZE[1] * scale)
    photo, mask, alpha = drawn(size, scale)
    if scale > 1:
        wide = np.zeros(size, np.float32)
        wide[20 * scale : 100 * scale, 120 * scale : 123 * scale] = 1
        photo, alpha = over(wide, RED, photo), np.maximum(alpha, wide)
    small = ndimage.zoom(mask, 1 / scale, order=1)
    pixels = np.rint(photo * 255).astype(np.uint8)
    out = cut_out(pixels, mask=np.rint(small * 255).clip(0, 255).astype(np.uint8)).rgba
    assert np.abs(out[..., 3] / 255 - alpha).max() < most
    opaque = alpha == 1
    assert np.array_equal(out[opaque][:, :3], pixels[opaque]) and (out[opaque][:, 3] == 255).all()


def test_smallest_pictures():
    for size in ((1, 1), (1, 5), (4, 1)):
        photo, mask = np.ones((*size, 3), np.float32), np.zeros(size, np.float32)
        mask.flat[0] = 1
        assert find_flat_graphic(photo, mask) is None
        assert flat_matte(photo, GRAPHIC, np.zeros(size, bool)).alpha.shape == size
