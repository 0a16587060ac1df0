"""The runner times, reports, stops; the whole way refuses bad input by name and leaves its inputs alone."""

import numpy as np
import pytest
from wispcut import pipeline
from wispcut.core import tiles
from wispcut.core.errors import WispcutError


def test_stages_are_data():
    stages = (
        pipeline.Stage("double", lambda x: 2 * x, ("x",)),
        pipeline.Stage("sum", lambda x, double: x + double, ("x", "double")),
    )
    told = []
    known, seconds = pipeline.travel(stages, {"x": 7}, progress=lambda *step: told.append(step))
    assert known == {"x": 7, "double": 14, "sum": 21}
    assert told == [("double", 0, 1), ("sum", 0, 1)]
    assert set(seconds) == {"double", "sum"}
    assert all(value >= 0 for value in seconds.values())


def test_stopping_is_a_coded_error_before_the_next_stage():
    ran = []
    stages = (
        pipeline.Stage("one", lambda: ran.append(1), ()),
        pipeline.Stage("two", lambda: ran.append(2), ()),
    )
    with pytest.raises(WispcutError) as caught:
        pipeline.travel(stages, {}, stop=lambda: bool(ran))
    assert caught.value.code == "cancelled"
    assert ran == [1]


@pytest.fixture
def photo():
    picture = np.full((40, 50, 3), 30, np.uint8)
    picture[10:30, 10:40] = 220
    return picture


@pytest.mark.parametrize(("stage", "done"), [("survey", 10), ("cutout", 2)], ids=["survey", "between tiles"])
def test_cancelling_inside_a_stage(photo, stage, done):
    told = []

    def stop():
        return bool(told) and told[-1][0] == stage and told[-1][1] >= done

    mask = np.where(photo[..., 0] > 100, 255, 0).astype(np.uint8)
    with pytest.raises(WispcutError, match="Cancelled"):
        pipeline.cut_out(
            photo,
            mask=mask,
            plan=tiles.plan((40, 50), core=10),
            progress=lambda *step: told.append(step),
            stop=stop,
        )
    assert told[-1][0] == stage
    assert done <= told[-1][1] < told[-1][2], "stopped on the way"


def test_what_is_transparent_in_the_photo_stays_so(photo):
    mask = np.where(photo[..., 0] > 100, 255, 0).astype(np.uint8)
    own = np.full((40, 50), 255, np.uint8)
    own[:, :20], own[:, 20:25] = 0, 128
    clear = pipeline.cut_out(np.dstack([photo, own]), mask=mask, plan=tiles.plan((40, 50), core=16))[0][
        "cutout"
    ]
    solid = pipeline.cut_out(photo, mask=mask)[0]["cutout"]
    assert solid[20, 15, 3] == solid[20, 22, 3] == 255
    assert np.abs(clear[..., 3] - solid[..., 3] * (own / 255)).max() <= 1
    assert np.array_equal(clear[..., :3], solid[..., :3])


def test_inputs_are_left_alone(photo):
    mask = np.where(photo[..., 0] > 100, 255, 0).astype(np.uint8)
    marks = np.zeros((40, 50), np.uint8)
    before = photo.copy(), mask.copy(), marks.copy()
    for array in (photo, mask, marks):
        array.flags.writeable = False
    known, _ = pipeline.cut_out(photo, mask=mask, marks=marks)
    assert all(np.array_equal(a, b) for a, b in zip(before, (photo, mask, marks), strict=True))
    assert known["cutout"].shape == (40, 50, 4)


@pytest.mark.parametrize("value", [0, 1, 2, 3])
@pytest.mark.parametrize("size", [(1, 1), (1, 9), (9, 1), (31, 37)])
def test_one_class_everywhere_has_an_answer(size, value):
    photo = np.random.default_rng(1).integers(0, 256, (*size, 3), np.uint8)
    mask = np.full((3, 5), 255, np.uint8) if value == 0 else None
    known, _ = pipeline.cut_out(photo, mask=mask, marks=np.full(size, value, np.uint8))
    alpha = known["cutout"][..., 3]
    if value != 3:
        assert (alpha == {0: 255, 1: 255, 2: 0}[value]).all()
    if value in (0, 1):
        assert np.array_equal(known["cutout"][..., :3], photo)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"photo": np.zeros((4, 4, 3), np.float32)}, TypeError, "photo must be a numpy array of dtype uint8"),
        ({"photo": np.zeros((4, 4), np.uint8)}, ValueError, r"photo must have shape \(H, W, 3\)"),
        ({"photo": np.zeros((0, 4, 3), np.uint8)}, ValueError, r"with H, W >= 1; got \(0, 4, 3\)"),
        ({"mask": np.zeros((4, 4, 3), np.uint8)}, ValueError, r"mask must have shape \(H, W\)"),
        ({"mask": None}, ValueError, "mask or marks must be given"),
        ({"marks": np.zeros((3, 3), np.uint8)}, ValueError, r"marks must have the photo's size \(4, 4\)"),
        ({"marks": np.full((4, 4), 4, np.uint8)}, ValueError, "marks must be 0, 1, 2 or 3; got 4"),
    ],
)
def test_bad_arrays_are_named(change, error, words):
    good = {"photo": np.zeros((4, 4, 3), np.uint8), "mask": np.full((2, 2), 255, np.uint8)}
    arguments = good | change
    with pytest.raises(error, match=words):
        pipeline.cut_out(arguments.pop("photo"), **arguments)
