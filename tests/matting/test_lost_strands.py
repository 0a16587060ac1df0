import numpy as np
import pytest
from scipy import ndimage
from wispcut.matting.lost_strands import THIN, open_lost_strands, opened_by_squares

SOFT = np.ones((100, 160), np.float32)


@pytest.fixture
def scene():
    photo = np.full((100, 160, 3), 0.8, np.float32)
    photo[:, :60] = 0.15
    trimap = np.zeros((100, 160), np.float32)
    trimap[:, :57] = 1
    trimap[:, 57:64] = 0.5
    return photo, trimap


def test_a_strand_that_the_mask_lost_becomes_unknown(scene):
    photo, trimap = scene
    photo[48:51, :85] = 0.15
    opened = open_lost_strands(photo, trimap, SOFT, reach=25)
    assert (opened[48:51, 64:84] == 0.5).all()
    assert (opened[10, 64:] == 0).all(), "but nothing elsewhere"


def test_a_gap_that_the_mask_filled_becomes_unknown(scene):
    photo, trimap = scene
    photo[48:51, 35:60] = 0.8
    assert (open_lost_strands(photo, trimap, SOFT, reach=25)[48:51, 40:57] == 0.5).all()


def test_what_is_thick_stays(scene):
    photo, trimap = scene
    photo[30:70, :110] = 0.15  # a plank of the subject's colour
    assert (open_lost_strands(photo, trimap, SOFT, reach=25)[40:60, 70:] == 0).all()


def test_the_reach_is_counted_from_the_unknown_region():
    """It ends at column 63. Found is what lies within 25 pixels, and 2 more around become unknown."""
    photo, trimap = np.full((100, 160, 3), 0.8, np.float32), np.zeros((100, 160), np.float32)
    photo[:, :60], photo[48:51, :120] = 0.15, 0.15
    trimap[:, :57], trimap[:, 57:64] = 1, 0.5
    assert open_lost_strands(photo, trimap, SOFT, reach=25)[49, 89:92].tolist() == [0.5, 0.5, 0]


def test_without_reach_nothing_is_opened(scene):
    photo, trimap = scene
    photo[48:51, :85] = 0.15
    assert np.array_equal(open_lost_strands(photo, trimap, np.zeros_like(SOFT), reach=25), trimap)


def test_what_is_not_connected_stays(scene):
    photo, trimap = scene
    photo[48:51, 70:80] = 0.15
    assert (open_lost_strands(photo, trimap, SOFT, reach=25)[48:51, 72:78] == 0).all()


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_one_class_everywhere_stays(value):
    plane = np.full((7, 5), value, np.float32)
    photo = np.zeros((7, 5, 3), np.float32)
    assert np.array_equal(open_lost_strands(photo, plane, np.ones((7, 5), np.float32), reach=3), plane)


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (13, 13), (61, 83)])
def test_opening_by_squares_is_the_morphological_opening(shape):
    side = 2 * THIN + 1
    noise = np.random.default_rng(5).random(shape)
    for share in (0.0, 0.005, 0.02, 1.0):
        flags = noise >= share
        wanted = ndimage.binary_opening(flags, np.ones((side, side)))
        assert np.array_equal(opened_by_squares(flags, side), wanted), share
