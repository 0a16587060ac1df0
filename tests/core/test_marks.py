"""Marks: a trimap as marks, and marks at a smaller scale."""

import numpy as np
import pytest
from wispcut.core.marks import CODES, KEEP, MARKED, NONE, REMOVE, UNSURE, box_marks, marks_from_trimap


def test_a_trimap_becomes_a_full_plane_of_marks():
    levels = np.array([[0, 1, 128], [254, 255, 0]], np.uint8)
    assert marks_from_trimap(levels).tolist() == [[REMOVE, UNSURE, UNSURE], [UNSURE, KEEP, REMOVE]]
    assert marks_from_trimap(levels).dtype == np.uint8


def test_the_codes_are_those_that_the_page_paints():
    assert CODES == {"none": 0, "keep": 1, "remove": 2, "unsure": 3}
    assert MARKED[[KEEP, REMOVE, UNSURE]].tolist() == [1, 0, 0.5]


@pytest.mark.parametrize("factor", [1, 2, 3, 5])
@pytest.mark.parametrize("size", [(1, 1), (7, 5), (12, 9)])
def test_boxes_agree_with_a_slow_rule(factor, size):
    marks = np.random.default_rng(factor).choice(np.array([0, 0, 0, 1, 2, 3], np.uint8), size)
    out = box_marks(marks, factor)
    for row, column in np.ndindex(out.shape):
        said = set(marks[row * factor :][:factor, column * factor :][:, :factor].ravel().tolist()) - {NONE}
        assert out[row, column] == (NONE if not said else said.pop() if len(said) == 1 else UNSURE)


def test_bytes_that_are_no_mark_are_refused():
    with pytest.raises(ValueError, match="0 to 3; got 18"):
        box_marks(np.full((2, 2), 18, np.uint8), 2)
