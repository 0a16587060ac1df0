"""Cores partition the picture; what is cut and pasted is the picture again."""

import numpy as np
import pytest
from wispcut.core import tiles


@pytest.mark.parametrize("size", [(1, 1), (1, 1500), (1500, 1), (61, 67), (1024, 1024), (130, 131)])
@pytest.mark.parametrize("core", [1, 7, 64, 1024])
def test_every_pixel_belongs_to_exactly_one_core(size, core):
    if size[0] * size[1] // core**2 > 20_000:
        core = 64
    seen = np.zeros(size, int)
    for tile in tiles.plan(size, core=core, gutter=9):
        seen[tile.core[0] : tile.core[2], tile.core[1] : tile.core[3]] += 1
        assert tile.outer == tiles.grow(tile.core, 9, size)
    assert (seen == 1).all()


def test_cut_and_paste_give_the_picture_back():
    picture = np.random.default_rng(0).random((37, 53, 4))
    out = np.zeros_like(picture)
    for tile in tiles.plan((37, 53), core=10, gutter=6):
        tiles.paste(out, tile.core, tiles.cut(picture, tile.outer)[tiles.inside(tile.core, tile.outer)])
    assert np.array_equal(out, picture)


def test_pasting_the_wrong_size_is_refused():
    with pytest.raises(
        ValueError, match=r"pixels must have height and width \(4, 4\) as their core; got \(3, 4\)"
    ):
        tiles.paste(np.zeros((8, 8)), (0, 0, 4, 4), np.zeros((3, 4)))


@pytest.mark.parametrize(("name", "value"), [("core", 0), ("core", 1.5), ("gutter", -1)])
def test_bad_plans_are_named(name, value):
    with pytest.raises(ValueError, match=rf"{name} must be a whole number in .*; got {value}"):
        tiles.plan((5, 5), **{name: value})
