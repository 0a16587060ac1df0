"""The summary counts what is unknown, boxes the subject, and says which tiles nobody needs to refine."""

import json

import numpy as np
import pytest
from wispcut import settings, survey
from wispcut.survey.summary import subject_box, summary

SIZE = (30, 1300)  # two tiles, the second without any subject


@pytest.fixture(scope="module")
def seen():
    alpha = np.zeros(SIZE, np.float32)
    alpha[5:25, 40:90] = 1
    noise = np.random.default_rng(0).normal(0, 0.02, (*SIZE, 1))
    photo = np.repeat(0.2 + 0.6 * alpha[..., None] + noise, 3, axis=2).astype(np.float32)
    return survey.survey(photo, SIZE, 1, mask=alpha, settings=settings.complete(None))


def test_the_summary_is_json_and_adds_up(seen):
    told = json.loads(json.dumps(summary(seen, colours_stay=True)))
    assert told["size"] == [*SIZE] and told["factor"] == 1
    assert told["unknown"] == (seen.trimap == 0.5).sum() == sum(tile["unknown"] for tile in told["tiles"])
    assert told["unknown"] > 0
    assert told["backdrop"]["colour"] == "#333333"
    assert [tile["untouched"] for tile in told["tiles"]] == [False, True]


def test_no_tile_is_untouched_when_the_colours_change(seen):
    assert not any(tile["untouched"] for tile in summary(seen, colours_stay=False)["tiles"])


def test_the_box_holds_all_that_is_seen(seen):
    row0, column0, row1, column1 = subject_box(seen)
    assert row0 <= 5 and column0 <= 40 and row1 >= 25 and column1 >= 90
    assert (row1 - row0) * (column1 - column0) < 1.5 * 20 * 50


def test_a_box_in_photo_pixels_ends_with_the_photo():
    alpha = np.ones((3, 4), np.float32)
    photo = np.zeros((3, 4, 3), np.float32)
    seen = survey.survey(photo, (5, 7), 2, mask=alpha, settings=settings.complete(None))
    assert subject_box(seen) == (0, 0, 5, 7)


def test_where_nothing_is_seen_there_is_no_box():
    photo = np.zeros((3, 4, 3), np.float32)
    seen = survey.survey(photo, (3, 4), 1, mask=photo[..., 0], settings=settings.complete(None))
    assert subject_box(seen) is None
