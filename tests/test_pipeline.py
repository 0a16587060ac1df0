"""The way reports, times and stops; it refuses bad input by name and leaves its inputs alone."""

import numpy as np
import pytest
from wispcut import stages
from wispcut.core import tiles
from wispcut.core.errors import WispcutError
from wispcut.pipeline import cut_out


@pytest.fixture
def photo():
    picture = np.full((40, 50, 3), 30, np.uint8)
    picture[10:30, 10:40] = 220
    return picture


def test_every_stage_is_told_in_order_and_timed(photo):
    heard = []
    mask = np.where(photo[..., 0] > 100, 255, 0).astype(np.uint8)
    made = cut_out(
        photo, mask=mask, plan=tiles.plan((40, 50), core=25), progress=lambda *step: heard.append(step)
    )
    order = list(dict.fromkeys(name for name, _, _ in heard))
    assert order == list(made.seconds) == ["mask", "reduce", "survey", "refine"]
    assert [name for name in order if name in stages.NAMES] == ["mask", "survey", "refine"]
    assert all(seconds > 0 for seconds in made.seconds.values())
    survey = [done for name, done, total in heard if name == "survey" and total == 100]
    assert survey == sorted(survey) and len(survey) > 3 and survey[-1] > 90
    assert [step for step in heard if step[0] == "refine"][1:] == [("refine", k, 4) for k in range(5)]


@pytest.mark.parametrize("last", ["mask", "survey", "refine"])
def test_a_cancel_ends_the_work_at_once(photo, last):
    """After the first yes nothing more is done: no stage begins, no tile is refined, no later progress is told."""
    heard, asked = [], []

    def stop():
        asked.append(len(heard))
        return bool(heard) and heard[-1][0] == last

    mask = np.where(photo[..., 0] > 100, 255, 0).astype(np.uint8)
    with pytest.raises(WispcutError, match="Cancelled") as caught:
        cut_out(
            photo,
            mask=mask,
            plan=tiles.plan((40, 50), core=10),
            progress=lambda *step: heard.append(step),
            stop=stop,
        )
    assert caught.value.code == "cancelled"
    assert heard[-1] == (last, 0, 1), "the first yes was heeded"
    assert asked == list(range(len(heard) + 1)), (
        "asked before every step that is told, and never after the yes"
    )


@pytest.mark.parametrize(("stage", "done"), [("survey", 10), ("refine", 2)], ids=["survey", "between tiles"])
def test_cancelling_inside_a_stage(photo, stage, done):
    told = []

    def stop():
        return bool(told) and told[-1][0] == stage and told[-1][1] >= done

    mask = np.where(photo[..., 0] > 100, 255, 0).astype(np.uint8)
    with pytest.raises(WispcutError, match="Cancelled"):
        cut_out(
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
    clear = cut_out(np.dstack([photo, own]), mask=mask, plan=tiles.plan((40, 50), core=16)).rgba
    solid = cut_out(photo, mask=mask).rgba
    assert solid[20, 15, 3] == solid[20, 22, 3] == 255
    assert np.abs(clear[..., 3] - solid[..., 3] * (own / 255)).max() <= 1
    assert np.array_equal(clear[..., :3], solid[..., :3])


def test_inputs_are_left_alone(photo):
    mask = np.where(photo[..., 0] > 100, 255, 0).astype(np.uint8)
    marks = np.zeros((40, 50), np.uint8)
    before = photo.copy(), mask.copy(), marks.copy()
    for array in (photo, mask, marks):
        array.flags.writeable = False
    known = cut_out(photo, mask=mask, marks=marks)
    assert all(np.array_equal(a, b) for a, b in zip(before, (photo, mask, marks), strict=True))
    assert known.rgba.shape == (40, 50, 4)


@pytest.mark.parametrize("value", [0, 1, 2, 3])
@pytest.mark.parametrize("size", [(1, 1), (1, 9), (9, 1), (31, 37)])
def test_one_class_everywhere_has_an_answer(size, value):
    photo = np.random.default_rng(1).integers(0, 256, (*size, 3), np.uint8)
    mask = np.full((3, 5), 255, np.uint8) if value == 0 else None
    known = cut_out(photo, mask=mask, marks=np.full(size, value, np.uint8))
    alpha = known.rgba[..., 3]
    if value != 3:
        assert (alpha == {0: 255, 1: 255, 2: 0}[value]).all()
    if value in (0, 1):
        assert np.array_equal(known.rgba[..., :3], photo)


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
        cut_out(arguments.pop("photo"), **arguments)
