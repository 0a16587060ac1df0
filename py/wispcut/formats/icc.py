"""An ICC profile from chromaticities and a curve, for pictures that name their colours in numbers: gAMA, cHRM, cICP.

Sources: ICC.1:2022 (layout, parametric curves, Bradford adaptation to D50); ITU-T H.273 (code points of cICP).
"""

import struct

import numpy as np
from numpy.typing import NDArray

Curve = tuple[float, ...]
"""``(g,)``: x ** g. ``(g, a, b, c, d)``: (a x + b) ** g from d on, c x below."""
Points = tuple[float, float, float, float, float, float, float, float]
"""x and y of white, red, green and blue."""

D65 = (0.3127, 0.3290)
SRGB_POINTS: Points = (*D65, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06)
SRGB_CURVE: Curve = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_BT709: Curve = (1 / 0.45, 1 / 1.099, 0.099 / 1.099, 1 / 4.5, 0.081)

PRIMARIES: dict[int, Points] = {
    1: SRGB_POINTS,
    5: (*D65, 0.64, 0.33, 0.29, 0.60, 0.15, 0.06),
    6: (*D65, 0.630, 0.340, 0.310, 0.595, 0.155, 0.070),
    7: (*D65, 0.630, 0.340, 0.310, 0.595, 0.155, 0.070),
    9: (*D65, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046),
    11: (0.314, 0.351, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
    12: (*D65, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
}
"""Of H.273: BT.709, BT.470 B/G, BT.601, SMPTE 240, BT.2020, DCI-P3, Display P3."""

TRANSFERS: dict[int, Curve] = {
    1: _BT709,
    4: (2.2,),
    5: (2.8,),
    6: _BT709,
    8: (1.0,),
    13: SRGB_CURVE,
    14: _BT709,
    15: _BT709,
}
"""Of H.273; PQ and HLG are for screens brighter than sRGB's and are not here."""

_D50 = np.array([0.9642, 1.0, 0.8249])
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


def decode(values: NDArray[np.float64], curve: Curve) -> NDArray[np.float64]:
    """Encoded values in [0, 1] to linear light."""
    if len(curve) == 1:
        return np.asarray(values ** curve[0])
    g, a, b, c, d = curve
    return np.where(values >= d, (a * values + b) ** g, c * values)


def profile(points: Points, curve: Curve) -> bytes:
    """A display profile of three primaries. Raises ``ValueError`` for points that span no triangle."""
    xy = np.array(points, float).reshape(4, 2)
    if not np.isfinite(xy).all() or (xy[:, 1] <= 0).any():
        raise ValueError("chromaticities must be finite, with y above 0")
    white, *primaries = np.c_[xy[:, 0] / xy[:, 1], np.ones(4), (1 - xy.sum(1)) / xy[:, 1]]
    try:
        matrix = np.array(primaries).T
        matrix = matrix * np.linalg.solve(matrix, white)
    except np.linalg.LinAlgError:
        raise ValueError("chromaticities must span a triangle") from None
    gain = np.diag((_BRADFORD @ _D50) / (_BRADFORD @ white))
    columns = (np.linalg.inv(_BRADFORD) @ gain @ _BRADFORD @ matrix).T
    kind = 0 if len(curve) == 1 else 3
    trc = b"para" + bytes(4) + struct.pack(">HH", kind, 0) + _fixed(*curve)
    tags = [(b"wtpt", b"XYZ " + bytes(4) + _fixed(*_D50))]
    tags += [
        (n, b"XYZ " + bytes(4) + _fixed(*c))
        for n, c in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)
    ]
    tags += [(n, trc) for n in (b"rTRC", b"gTRC", b"bTRC")]
    at = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for tag, data in tags:
        table += tag + struct.pack(">II", at + len(body), len(data))
        body += data
    return _header(at + len(body)) + table + body


def _header(size: int) -> bytes:
    date = struct.pack(">6H", 2020, 1, 1, 0, 0, 0)
    head = struct.pack(">I4xI", size, 0x04300000) + b"mntrRGB XYZ " + date + b"acsp"
    return (head + bytes(28) + _fixed(*_D50)).ljust(128, b"\0")


def _fixed(*values: float) -> bytes:
    """s15Fixed16 numbers; raises ``ValueError`` beyond their range."""
    numbers = [round(float(value) * 65536) for value in values]
    if any(abs(number) >= 2**31 for number in numbers):
        raise ValueError("a value is out of an ICC number's range")
    return struct.pack(f">{len(numbers)}i", *numbers)
