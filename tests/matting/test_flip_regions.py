import numpy as np
import pytest
from wispcut.core.marks import KEEP, REMOVE, UNSURE
from wispcut.matting.flip_regions import flip_regions

SIZE = (60, 90)


def scene():
    """A background region on the left, a subject region on the right; the left one has an edge in the middle."""
    decided = np.full(SIZE, 0.5, np.float32)
    decided[10:50, 5:41] = 0
    decided[10:50, 60:85] = 1
    photo = np.full((*SIZE, 3), 0.2, np.float32)
    photo[:, 23:] = 0.8
    return photo, decided, np.zeros(SIZE, np.uint8)


def test_without_marks_nothing_changes():
    photo, decided, marks = scene()
    assert np.array_equal(flip_regions(photo, decided, marks), decided)


@pytest.mark.parametrize(("mark", "where", "flipped"), [(KEEP, (30, 12), 0), (REMOVE, (30, 70), 1)])
def test_one_mark_turns_the_whole_region_and_no_other(mark, where, flipped):
    photo, decided, marks = scene()
    marks[where[0] : where[0] + 3, where[1] : where[1] + 3] = mark
    out = flip_regions(photo, decided, marks)
    assert (out[decided == flipped] == 1 - flipped).all()
    assert np.array_equal(out[decided != flipped], decided[decided != flipped])


@pytest.mark.parametrize(("mark", "where"), [(REMOVE, (30, 12)), (KEEP, (30, 70)), (UNSURE, (30, 12))])
def test_a_mark_that_agrees_or_asks_for_hair_changes_nothing(mark, where):
    photo, decided, marks = scene()
    marks[where] = mark
    assert np.array_equal(flip_regions(photo, decided, marks), decided)


def test_a_stroke_that_only_grazes_a_region_does_not_speak_for_it():
    photo, decided, marks = scene()
    marks[30, 36:50] = KEEP  # 5 of 14 pixels inside
    assert np.array_equal(flip_regions(photo, decided, marks), decided)


def test_marks_of_both_kinds_divide_a_region_along_the_photo_s_edge():
    photo, decided, marks = scene()
    marks[28:32, 9:12] = KEEP
    marks[28:32, 36:39] = REMOVE
    out = flip_regions(photo, decided, marks)
    assert (out[10:50, 5:22] == 1).mean() > 0.97 and (out[10:50, 24:41] == 0).mean() > 0.97


def test_marks_of_another_shape_are_refused():
    photo, decided, marks = scene()
    with pytest.raises(ValueError, match="marks must be uint8 of shape"):
        flip_regions(photo, decided, marks[1:])
