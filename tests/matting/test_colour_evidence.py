import numpy as np
from wispcut.matting.colour_evidence import (
    MOST_NEAR,
    MOST_PALETTE,
    NEAR,
    PALETTE,
    colour_log_odds,
    palette,
    palette_cells,
)

RED, BLUE = np.float32([0.8, 0.1, 0.1]), np.float32([0.1, 0.1, 0.8])


def scene():
    """Red subject on the left, blue backdrop on the right; asked is the middle, half of either colour."""
    photo = np.zeros((40, 60, 3), np.float32)
    photo[:, :30], photo[:, 30:] = RED, BLUE
    columns = np.broadcast_to(np.arange(60), (40, 60))
    return photo, columns < 20, columns >= 40, (columns >= 20) & (columns < 40)


def test_a_colour_speaks_for_the_side_that_has_it():
    photo, foreground, background, at = scene()
    odds = colour_log_odds(photo, foreground, background, at).reshape(40, 20)
    assert (odds[:, :10] > 1).all() and (odds[:, 10:] < -1).all()


def test_never_more_than_both_sources_may_say():
    odds = colour_log_odds(*scene())
    assert np.abs(odds).max() <= PALETTE * MOST_PALETTE + NEAR * MOST_NEAR


def test_a_colour_that_neither_side_has_says_little():
    photo, foreground, background, at = scene()
    photo[at] = (0.2, 0.9, 0.2)
    assert np.abs(colour_log_odds(photo, foreground, background, at)).max() < 1


def test_swapping_the_sides_turns_the_sign():
    photo, foreground, background, at = scene()
    there, back = (
        colour_log_odds(photo, *sides, at) for sides in ((foreground, background), (background, foreground))
    )
    assert np.allclose(there, -back, atol=1e-5)


def test_a_few_mislabelled_pixels_do_not_turn_a_palette():
    photo, foreground, background, at = scene()
    photo[:2, 50:] = RED  # 20 of 800 background pixels are the subject's
    assert (colour_log_odds(photo, foreground, background, at).reshape(40, 20)[:, :5] > 0.5).all()


def test_a_palette_cell_is_a_box_of_the_colour_cube():
    colours = np.float32([[0, 0, 0], [1.5 / 24, 2.5 / 24, 3.5 / 24], [1, 1, 1]])
    assert palette_cells(colours).tolist() == [0, (1 * 24 + 2) * 24 + 3, 24**3 - 1]


def test_of_two_colours_in_one_palette_cell_the_like_one_counts_and_not_the_nearer():
    subject, backdrop = np.float32([0.795] * 3), np.float32([0.83] * 3)
    photo, foreground, background, at = scene()
    photo[:, :20], photo[:, 20:] = subject, backdrop
    photo[:, 30:32] = subject  # 6 boxes of 2 x 2 pixels from its like, 5 from the other
    assert palette_cells(subject) == palette_cells(backdrop)
    odds = colour_log_odds(photo, foreground, background, at).reshape(40, 20)[20]
    assert (odds[10:12] > 0.1).all() and (odds[12:14] < -0.1).all()


def test_a_palette_is_a_share_with_a_floor():
    cells = palette_cells(np.tile(RED, (50, 1)))
    table = palette(cells)
    assert table.min() > 0
    assert table.argmax() == cells[0]


def test_what_is_shaded_before_a_plain_backdrop_is_not_called_backdrop():
    """White on white: the palettes cannot tell them apart, the backdrop beside it can."""
    rng = np.random.default_rng(0)
    photo = (0.97 + rng.normal(0, 0.003, (160, 160, 3))).astype(np.float32)
    photo[:40] = RED
    at = np.zeros((160, 160), bool)
    at[60:120, 60:100] = True
    foreground = np.zeros_like(at)
    foreground[:40] = True
    background = ~foreground & ~at
    plain = colour_log_odds(photo, foreground, background, at)
    photo[60:120, 60:100] -= np.linspace(0.01, 0.03, 40, dtype=np.float32)[None, :, None]
    shaded = colour_log_odds(photo, foreground, background, at)
    assert np.median(plain) < -1.5, "a gap that shows the backdrop is backdrop"
    assert np.abs(np.median(shaded)) < 0.3, "a dress of nearly its colour is not, by colour"


def test_a_backdrop_that_is_not_plain_objects_to_nothing():
    rng = np.random.default_rng(0)
    photo = rng.random((160, 160, 3)).astype(np.float32) * 0.4 + 0.5
    photo[:40] = RED
    at = np.zeros((160, 160), bool)
    at[60:120, 60:100] = True
    foreground = np.zeros_like(at)
    foreground[:40] = True
    odds = colour_log_odds(photo, foreground, ~foreground & ~at, at)
    assert np.median(odds) < -1.5
