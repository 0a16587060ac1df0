"""PackBits, row by row: a byte that repeats three times and more is a run, everything else stands as it is."""

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
_LONGEST = 128
_BAND = 1 << 21  # bytes packed at once


def pack_rows(plane: Bytes) -> tuple[NDArray[np.int64], bytes]:
    """``(H, W)`` bytes: how many packed bytes each row has, and these. Linear in the plane; 40 bytes a byte."""
    rows = max(1, _BAND // plane.shape[1])
    bands = [_pack(plane[top : top + rows]) for top in range(0, plane.shape[0], rows)]
    return np.concatenate([lengths for lengths, _ in bands]), b"".join(data for _, data in bands)


def _pack(plane: Bytes) -> tuple[NDArray[np.int64], bytes]:
    height, width = plane.shape
    flat = np.ascontiguousarray(plane).reshape(-1)
    changes = np.empty(flat.size, bool)
    changes[1:] = flat[1:] != flat[:-1]
    changes[::width] = True  # a row begins anew
    starts = np.flatnonzero(changes)
    run = np.diff(starts, append=flat.size) >= 3
    # what is no run joins with its neighbours in the row
    begins = run.copy()
    begins[1:] |= run[:-1]
    begins |= starts % width == 0
    starts, run = starts[begins], run[begins]
    lengths = np.diff(starts, append=flat.size)
    # no piece is longer than 128
    pieces = -(-lengths // _LONGEST)
    order = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    start = np.repeat(starts, pieces) + _LONGEST * order
    length = np.minimum(_LONGEST, np.repeat(lengths, pieces) - _LONGEST * order)
    run = np.repeat(run, pieces)
    taken = np.where(run, 1, length)
    size = 1 + taken
    place = np.cumsum(size) - size
    out = np.empty(int(size.sum()), np.uint8)
    out[place] = np.where(run, (257 - length) & 255, length - 1)
    within = np.arange(int(taken.sum())) - np.repeat(np.cumsum(taken) - taken, taken)
    out[np.repeat(place + 1, taken) + within] = flat[np.repeat(start, taken) + within]
    rows = np.bincount(start // width, weights=size, minlength=height).astype(np.int64)
    return rows, out.tobytes()
