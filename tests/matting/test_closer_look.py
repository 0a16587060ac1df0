import numpy as np
import pytest
from wispcut.matting.closer_look import closer_box, merge_looks

SIDE = 1024
PHOTO = (600, 900)


def unsure_mask(value=128):
    """A small subject, sure above, half-way below; in a photo of 600 x 900 it covers rows 100-300, columns 300-450."""
    mask = np.zeros((SIDE, SIDE), np.uint8)
    rows, columns = slice(171, 512), slice(342, 512)
    mask[rows, columns] = 255
    mask[400:512, columns] = value
    return mask


def test_the_box_is_the_subject_with_its_margin_in_pixels_of_the_photo():
    row0, column0, row1, column1 = closer_box(unsure_mask(), PHOTO)
    margin = 0.15 * 341 * 600 / 1024
    assert abs(row0 - (100 - margin)) <= 1 and abs(row1 - (300 + margin)) <= 1
    assert abs(column0 - (300.6 - margin)) <= 1 and abs(column1 - (450 + margin)) <= 1


def test_the_box_to_the_pixel():
    """Rows 171 to 511 and columns 342 to 511, each side 51.15 wider, rounded outwards."""
    assert closer_box(unsure_mask(), (SIDE, SIDE)) == (119, 290, 564, 564)


def test_the_box_ends_at_the_photo():
    mask = np.zeros((SIDE, SIDE), np.uint8)
    mask[:300, :300] = 255
    mask[100:200, 100:200] = 128
    assert closer_box(mask, PHOTO)[:2] == (0, 0)


@pytest.mark.parametrize(
    ("mask", "size"),
    [
        (np.zeros((SIDE, SIDE), np.uint8), PHOTO),
        (unsure_mask(255), PHOTO),
        (unsure_mask(), (60, 90)),
        (np.kron(np.array([[255, 128], [128, 255]], np.uint8), np.ones((512, 512), np.uint8)), PHOTO),
    ],
    ids=["no subject", "sure", "a photo too small to see more", "a subject that fills the photo"],
)
def test_no_second_look_where_it_cannot_help(mask, size):
    assert closer_box(mask, size) is None


def test_a_soft_outline_is_no_unsure_area():
    """Six pixels from 0 to 255 all around, as the network has them."""
    ramp = np.clip((240 - np.hypot(*np.mgrid[-512:512, -512:512])) / 6, 0, 1)
    assert closer_box((255 * ramp).astype(np.uint8), PHOTO) is None


def test_looks_merge_more_subject_is_believed_less_only_in_part_and_outside_the_first_stands():
    box = (150, 225, 450, 675)  # the middle half of the photo: rows and columns 256 to 767 of the mask
    first = np.full((SIDE, SIDE), 100, np.uint8)
    first[:512] = 220
    second = np.full((SIDE, SIDE), 255, np.uint8)
    second[:, 512:] = 50
    out = merge_looks(first, second, box, PHOTO)
    assert (out[:256] == 220).all() and (out[768:] == 100).all() and (out[:, :256] == first[:, :256]).all()
    inside = out[256:768, 256:768]
    assert (inside[:, :256] == 255).all()
    assert (inside[:256, 256:] == 220).all(), "sure before, and kept"
    assert (inside[256:, 256:] == 65).all(), "three tenths of what was unsure and seven of what is seen now"


def test_a_value_is_the_mean_of_what_its_pixel_covers():
    """A box of a quarter of each side: four of its pixels go into each of the mask's, also where they do not fit."""
    first = np.zeros((SIDE, SIDE), np.uint8)
    second = np.tile(np.array([0, 0, 100, 200], np.uint8), (SIDE, SIDE // 4))
    assert (merge_looks(first, second, (0, 0, 256, 256), (1024, 1024))[:256, :256] == 75).all()
    second[:] = np.repeat(np.array([0, 200], np.uint8), SIDE // 2)[:, None]
    flat = merge_looks(first, second, (0, 0, 128, 256), (1024, 1024))
    assert (flat[:64, :256] == 0).all() and (flat[64:128, :256] == 200).all()
    second[:] = np.tile(np.array([0, 0, 100, 200], np.uint8), SIDE // 4)
    odd = merge_looks(first, second, (3, 5, 260, 263), (1024, 1024))
    assert abs(odd[5:255, 7:258].astype(float).mean() - 75) < 1


def test_the_first_mask_is_not_changed():
    first = unsure_mask()
    before = first.copy()
    merge_looks(first, np.zeros_like(first), closer_box(first, PHOTO), PHOTO)
    assert (first == before).all()
