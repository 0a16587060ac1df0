import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wispcut.core.marks import box_marks
from wispcut.core.pixels import from_bytes, to_bytes
from wispcut.core.scale import box_average
from wispcut.settings import complete
from wispcut.steps.refine import refine
from wispcut.survey import survey

from testing.scenes import band, scene

PLAIN = complete(None)
GUTTER = 64
SIZE = (127, 149)


def prepared(factor, kind="hair"):
    s = scene(kind, SIZE)
    photo = to_bytes(s.photo.astype(np.float32))
    trimap = band(s.alpha, 5)
    marks = np.select([trimap == 1, trimap == 0], [1, 2], 3).astype(np.uint8)
    found = survey(box_average(photo, factor), SIZE, factor, marks=box_marks(marks, factor), settings=PLAIN)
    return s, from_bytes(photo), trimap, marks, found


@pytest.fixture(scope="module", params=[1, 2, 3])
def case(request):
    return prepared(request.param)


def cut(case, core, gutter=GUTTER, **more):
    _, photo, _, marks, found = case
    outer = tuple(
        int(v)
        for v in (*np.maximum(np.subtract(core[:2], gutter), 0), *np.minimum(np.add(core[2:], gutter), SIZE))
    )
    area = np.s_[outer[0] : outer[2], outer[1] : outer[3]]
    return refine(found, photo[area], outer, core, marks=marks[area], settings=more.get("settings", PLAIN))


@pytest.fixture(scope="module")
def whole(case):
    return cut(case, (0, 0, *SIZE))


def test_known_pixels_keep_alpha_and_colour(case, whole):
    _, photo, trimap, _, _ = case
    known = trimap != 0.5
    np.testing.assert_array_equal(whole[..., 3][known], trimap[known])
    np.testing.assert_array_equal(whole[..., :3][known], photo[known])


def test_result_is_float32_in_range_and_near_the_truth(case, whole):
    s, _, trimap, _, found = case
    assert whole.dtype == np.float32
    assert whole.shape == (*SIZE, 4)
    assert whole.min() >= 0
    assert whole.max() <= 1
    error = np.abs(whole[..., 3] - s.alpha)[trimap == 0.5].mean()
    assert error < {1: 0.1, 2: 0.13, 3: 0.15}[found.factor]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_slice_equals_the_whole(case, whole, data):
    r0 = data.draw(st.integers(0, SIZE[0] - 1))
    c0 = data.draw(st.integers(0, SIZE[1] - 1))
    r1 = data.draw(st.integers(r0 + 1, SIZE[0]))
    c1 = data.draw(st.integers(c0 + 1, SIZE[1]))
    gutter = data.draw(st.sampled_from([0, 7, 64]))
    np.testing.assert_array_equal(cut(case, (r0, c0, r1, c1), gutter), whole[r0:r1, c0:c1])


def test_one_row_cores(case, whole):
    rows = np.concatenate([cut(case, (r, 0, r + 1, SIZE[1])) for r in range(SIZE[0])])
    np.testing.assert_array_equal(rows, whole)


def test_decontamination_can_be_left_out(case, whole):
    raw = cut(case, (0, 0, *SIZE), settings=complete({"matting": {"decontaminate": False}}))
    np.testing.assert_array_equal(raw[..., :3], case[1])
    np.testing.assert_array_equal(raw[..., 3], whole[..., 3])


@pytest.mark.parametrize("factor", [1, 2])
def test_hair_before_a_green_wall_is_not_green(factor):
    case = prepared(factor, "green_wall")
    s, photo, trimap, _, _ = case
    out = cut(case, (0, 0, *SIZE))
    hair = (trimap == 0.5) & (out[..., 3] > 0.2) & (out[..., 3] < 0.9)
    green = lambda rgb: (rgb[..., 1] - rgb[..., 0])[hair].mean()  # noqa: E731
    assert green(out) < 0.3 * green(photo) + 0.7 * green(s.foreground)


def test_full_size_marks_are_exact_inside_a_coarse_pixel():
    _, photo, trimap, marks, found = prepared(3)
    marks = marks.copy()
    at = tuple(np.argwhere(trimap == 0.5)[7])
    for mark, value in ((1, 1), (2, 0)):
        marks[at] = mark
        out = refine(found, photo, (0, 0, *SIZE), (0, 0, *SIZE), marks=marks, settings=PLAIN)
        assert out[(*at, 3)] == value


@pytest.mark.parametrize("value", [1, 2])
def test_nothing_unknown_only_copies(value):
    photo = np.random.default_rng(0).random((30, 20, 3), np.float32)
    found = survey(photo, (30, 20), 1, marks=np.full((30, 20), value, np.uint8), settings=PLAIN)
    out = refine(found, photo, (0, 0, 30, 20), (5, 5, 20, 20), settings=PLAIN)
    assert (out[..., 3] == (value == 1)).all()
    np.testing.assert_array_equal(out[..., :3], photo[5:20, 5:20])


def test_errors_name_the_argument(case):
    _, photo, _, marks, found = case
    box = (0, 0, *SIZE)
    with pytest.raises(ValueError, match="tile must have height and width"):
        refine(found, photo[1:], box, box, settings=PLAIN)
    with pytest.raises(ValueError, match="core must lie inside outer"):
        refine(found, photo, box, (0, 0, 0, 5), settings=PLAIN)
    with pytest.raises(ValueError, match="outer must lie inside the picture"):
        refine(found, photo, (1, 0, SIZE[0] + 1, SIZE[1]), (2, 2, 5, 5), settings=PLAIN)
    with pytest.raises(ValueError, match="marks must be uint8"):
        refine(found, photo, box, box, marks=marks[1:], settings=PLAIN)
    with pytest.raises(TypeError, match="tile must have dtype float32"):
        refine(found, photo.astype(np.float64), box, box, settings=PLAIN)
