import numpy as np
import pytest
from reference.backdrop_loops import tile_bounds
from wispcut.backdrop import grid
from wispcut.backdrop.grid import TileGrid


@pytest.mark.parametrize("shape", [(1, 1), (1, 13), (64, 64), (67, 131), (7, 7), (130, 5)])
@pytest.mark.parametrize("tile", [(64, 64), (7, 11), (1, 1), (200, 3)])
@pytest.mark.parametrize("batch", [1, 1000, 1 << 19])
def test_batches_hold_every_pixel_of_every_tile_once(shape, tile, batch, monkeypatch):
    monkeypatch.setattr(grid, "BATCH", batch)
    tiles = TileGrid(shape, tile, 0)
    plane = np.arange(shape[0] * shape[1], dtype=np.float64).reshape(shape)
    found = np.full(tiles.counts, None)
    for part in tiles.batches():
        rows = part.gather(plane)
        block = np.empty(len(rows), object)
        block[:] = [set(row) for row in rows]
        assert all(len(row) == len(numbers) for row, numbers in zip(rows, block, strict=True))
        found[part.where] = block.reshape(part.shape)
    for y, line in enumerate(tile_bounds(shape, tile)):
        for x, (top, bottom, left, right) in enumerate(line):
            assert found[y, x] == set(plane[top:bottom, left:right].ravel())


def test_centres_of_partial_tiles_are_their_own():
    np.testing.assert_array_equal(TileGrid((70, 64), (32, 32), 0).centres(0), [15.5, 47.5, 66.5])
    np.testing.assert_array_equal(TileGrid((70, 65), (32, 32), 0).centres(1), [15.5, 47.5, 64.0])
    np.testing.assert_array_equal(TileGrid((5, 9), (64, 64), 0).centres(1), [4.0])


@pytest.mark.parametrize(
    ("tile", "cap", "stride"),
    [(64, 1024, 2), (64, 4096, 1), (64, 0, 1), (100, 1024, 4), (65, 1024, 3), (8, 1024, 1)],
)
def test_stride_holds_the_cap(tile, cap, stride):
    tiles = TileGrid((400, 400), (tile, tile), cap)
    assert tiles.stride == stride
    plane = np.add.outer(np.arange(400) * 1000, np.arange(400))
    first = next(iter(tiles.batches())).gather(plane)[0]
    assert len(first) <= (cap or 1 << 30)
    assert set(first // 1000) == set(range(0, tile, stride)) == set(first % 1000)


def test_a_tile_larger_than_the_picture_is_sampled_by_the_picture():
    assert TileGrid((20, 20), (4096, 4096), 1024).stride == 1
