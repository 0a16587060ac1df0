import numpy as np
import pytest
from wispcut.matting import whole_regions
from wispcut.matting.colour_evidence import colour_log_odds
from wispcut.matting.whole_regions import decide_regions


def scene(limb=0.4, colour="subject"):
    """A body (top), a limb below it that the mask holds at ``limb``, and a backdrop of another colour."""
    rng = np.random.default_rng(0)
    photo = np.empty((200, 320, 3), np.float32)
    photo[:] = (0.2, 0.4, 0.25)
    photo[20:110, 80:240] = (0.7, 0.45, 0.35)
    leg = np.s_[110:190, 120:190]
    photo[leg] = (0.7, 0.45, 0.35) if colour == "subject" else (0.2, 0.4, 0.25)
    photo += rng.normal(0, 0.01, photo.shape).astype(np.float32)
    mask = np.zeros((200, 320), np.float32)
    mask[20:110, 80:240] = 1
    mask[leg] = limb
    return np.clip(photo, 0, 1), mask, leg


@pytest.mark.parametrize("limb", [0.25, 0.4, 0.7])
def test_a_limb_in_the_bodys_colour_becomes_subject_as_a_whole(limb):
    photo, mask, _ = scene(limb)
    decided = decide_regions(photo, mask).decided
    assert (decided[130:170, 140:170] == 1).all()
    assert (decided[mask == 0] != 1).all()


@pytest.mark.parametrize("limb", [0.25, 0.4, 0.6])
def test_a_gap_in_the_backdrops_colour_becomes_background(limb):
    photo, mask, _ = scene(limb, "backdrop")
    assert (decide_regions(photo, mask).decided[130:170, 140:170] == 0).all()


def test_what_is_thin_is_left_to_the_matte():
    photo, mask, _ = scene()
    mask[110:190, 120:190] = 0
    mask[110:190, 120:124] = 0.5  # a strand
    assert (decide_regions(photo, mask).decided == 0.5).all()


def test_a_blurred_edge_is_a_ramp_and_no_region():
    photo, _, _ = scene(1.0)
    ramp = np.clip((np.arange(320) - 100) / 16, 0, 1).astype(np.float32) * np.ones((200, 1), np.float32)
    assert (decide_regions(photo, ramp).decided == 0.5).all()


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_without_examples_of_both_sides_nothing_is_decided(value):
    photo = np.full((60, 80, 3), 0.3, np.float32)
    mask = np.full((60, 80), value, np.float32)
    regions = decide_regions(photo, mask)
    assert (regions.decided == 0.5).all() and np.array_equal(regions.belief, mask)


def test_belief_is_the_mask_where_that_is_certain():
    photo, mask, _ = scene()
    mask[30:100, 90:230] = 0.995
    belief = decide_regions(photo, mask).belief
    assert (belief[30:100, 90:230] == np.float32(0.995)).all() and (belief[:10] == 0).all()


@pytest.mark.parametrize(
    ("limb", "subject"), [(0.035, 0.1), (0.15, 0.36), (0.35, 0.49), (0.65, 0.64), (0.85, 0.9)]
)
def test_belief_is_how_often_the_mask_was_right_and_what_colours_say(limb, subject, monkeypatch):
    monkeypatch.setattr(whole_regions, "_PULL", 1e4)  # no smoothing
    _, mask, _ = scene(limb)
    grey = np.full((*mask.shape, 3), 0.5, np.float32)
    unsure = mask == np.float32(limb)
    odds = np.zeros(mask.shape)
    odds[unsure] = colour_log_odds(grey, mask == 1, mask == 0, unsure)
    wanted = 1 / (1 + (1 / subject - 1) * np.exp(-odds[150, 155]))
    assert decide_regions(grey, mask).belief[150, 155] == pytest.approx(wanted, abs=0.002)


def test_between_two_decided_regions_a_border_of_each_stays_open():
    photo, mask, _ = scene()
    photo[110:190, 155:190] = photo[110:190, 200:235]
    row = decide_regions(photo, mask).decided[150, 130:180]  # the colours change at column 155, 25 here
    assert np.flatnonzero(row == 1)[-1] == 22 and np.flatnonzero(row == 0)[0] == 27  # 10 units are 2 pixels


def test_a_thickness_out_of_range_is_refused():
    photo, mask, _ = scene()
    with pytest.raises(ValueError, match="thickness"):
        decide_regions(photo, mask, thickness=0)
