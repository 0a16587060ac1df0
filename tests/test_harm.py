"""The figures that judge the matte, `bench/measures.py`, and the table that `bench/harm.py` makes of them."""

import numpy as np
import pytest
from PIL import Image

from bench import harm
from bench.measures import against, gradient, mse, sad, scraps, veil
from testing.scenes import coarse_mask, scene

WHOLE = np.ones((60, 80), bool)


def square(side, value=1.0, ground=0.0):
    plane = np.full(WHOLE.shape, ground)
    plane[20 : 20 + side, 30 : 30 + side] = value
    return plane


def test_sad_and_mse_of_a_square():
    truth, pred = square(10), square(10, 0.75)
    assert sad(pred, truth, WHOLE) == pytest.approx(100 * 0.25 / 1000)
    assert mse(pred, truth, WHOLE) == pytest.approx(1000 * 100 * 0.25**2 / WHOLE.size)
    assert gradient(truth, truth, WHOLE) == 0
    # an isolated pixel responds with the filter itself: unit norm in each of both directions
    assert gradient(square(1), 0 * truth, WHOLE) == pytest.approx(2 / 1000)


@pytest.mark.parametrize(("side", "seen"), [(6, 0), (7, 49), (9, 81)])
def test_scraps_are_wide_and_clearly_wrong(side, seen):
    none = np.zeros(WHOLE.shape)
    assert scraps(square(side, 0.3), none) == pytest.approx(1e4 * seen / WHOLE.size)
    assert scraps(square(side, 0.25), none) == 0
    thin = square(1)
    thin[:, 40:46] = 1
    assert scraps(thin, none) == 0


def test_against_counts_away_from_the_outline_of_a_certain_mask():
    mask = np.zeros((60, 300))
    mask[:, 150:] = 1  # its outline is columns 149 and 150; away is more than 2 px from them
    assert against(mask, mask) == 0
    wrong = mask.copy()
    wrong[10:30, 170:190] = 0.7
    assert against(wrong, mask) == pytest.approx(1e4 * 400 / mask.size)
    unsure = mask.copy()
    unsure[10:30, 170:190] = 0.97
    assert against(wrong, unsure) == 0
    wrong = mask.copy()
    wrong[:, 150:160] = 0  # seven columns of the ten are away
    assert against(wrong, mask) == pytest.approx(1e4 * 60 * 7 / mask.size)
    assert against(np.ones((40, 40)), np.zeros((40, 40))) == pytest.approx(1e4)


@pytest.mark.parametrize(
    ("side", "value", "seen"), [(15, 0.5, 225), (14, 0.5, 0), (20, 0.95, 0), (20, 0.06, 400)]
)
def test_veil_is_wide_and_half_transparent(side, value, seen):
    assert veil(square(side, value)) == pytest.approx(1e4 * seen / WHOLE.size)


def test_ratios_are_averaged_geometrically_and_the_worst_is_named():
    truth = square(20)
    rows = {
        "half": harm.score(square(20, 0.9), square(20, 0.8), truth),
        "double": harm.score(square(20, 0.6), square(20, 0.8), truth),
        "real": harm.score(square(20, 0.5), square(20), None),
    }
    assert rows["half"]["ratio"] == pytest.approx(0.5)
    assert rows["double"]["mse ratio"] == pytest.approx(4)
    mean = harm.summary(rows)
    assert mean["ratio"] == pytest.approx(1)
    assert mean["SAD mask"] == pytest.approx(0.08)
    assert (mean["worst"], mean["worst photo"]) == (pytest.approx(2), "double")
    assert mean["veil"] == pytest.approx(1e4 * 400 / truth.size)


def test_a_folder_is_scored_and_shown(tmp_path):
    s = scene("product", (90, 120))
    for name, plane in (("image", s.photo), ("alpha", s.alpha), ("mask", coarse_mask(s.alpha))):
        Image.fromarray((np.clip(plane, 0, 1) * 255 + 0.5).astype(np.uint8)).save(
            tmp_path / f"one.{name}.png"
        )
    name, row = harm.measure(tmp_path / "one.image.png", {"matting": {"quality": "fast"}}, tmp_path, 100)
    assert name == "one"
    whole = np.ones(s.alpha.shape, bool)
    assert row["SAD mask"] == pytest.approx(sad(coarse_mask(s.alpha), s.alpha, whole), rel=0.02)
    assert 0 < row["SAD"] < row["SAD mask"]
    with Image.open(tmp_path / "one.png") as picture:
        assert picture.size == (4 * 108 - 8, 75 + 26)
