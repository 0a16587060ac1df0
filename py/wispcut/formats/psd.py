"""PSD: the photo as a layer, the matte as its mask, what is delivered as the merged picture. 8 bits, RGB, PackBits.

Adobe Photoshop File Formats Specification, November 2019. The page's writer (``js/engine/codecs/psd.js``) gives the
same bytes.
"""

import struct

import numpy as np
from numpy.typing import NDArray

from wispcut.core.errors import WispcutError
from wispcut.formats.packbits import pack_rows

Bytes = NDArray[np.uint8]
LARGEST_SIDE = 30_000
"""The format holds no more pixels on a side."""

_RESOLUTION = 1005
_MASK, _ALPHA = -2, -1


def encode_psd(
    merged: Bytes, subject: Bytes, background: Bytes | None = None, dpi: tuple[float, float] | None = None
) -> bytes:
    """A file of two layers, or one.

    merged: ``(H, W, 4)``, what is seen. subject: ``(H, W, 4)``, the layer *Subject*: its colours, its alpha as the
    layer's mask. background: ``(H, W, 4)``, the layer *Background* below it, in the same way, without a mask where it
    is opaque, or None. dpi: across, down.
    Raises ``WispcutError("psd_large")`` beyond 30,000 pixels a side. Cost: see :func:`pack_rows`.
    """
    height, width = merged.shape[:2]
    if max(height, width) > LARGEST_SIDE:
        raise WispcutError(
            "psd_large",
            f"A PSD holds at most {LARGEST_SIDE} pixels a side; this picture has {max(height, width)}. Write a TIFF or "
            "PNG, or set export.long_side.",
        )
    layers = [] if background is None else [_layer("Background", background, masked=_is_clear(background))]
    layers.append(_layer("Subject", subject, masked=True))
    clear = _is_clear(merged)
    # a negative count: the merged picture's fourth channel is its transparency
    info = struct.pack(">h", -len(layers) if clear else len(layers))
    info += b"".join(head for head, _ in layers) + b"".join(data for _, data in layers)
    info += b"\0" * (len(info) % 2)
    section = struct.pack(">I", len(info)) + info + struct.pack(">I", 0)
    planes = _merged(merged) if clear else [merged[..., c] for c in range(3)]
    packed = [pack_rows(plane) for plane in planes]
    counts = b"".join(lengths.astype(">u2").tobytes() for lengths, _ in packed)
    resources = b"" if dpi is None else _resolution(dpi)
    return b"".join(
        (
            struct.pack(">4sH6xHIIHH", b"8BPS", 1, len(planes), height, width, 8, 3),
            struct.pack(">I", 0),
            struct.pack(">I", len(resources)),
            resources,
            struct.pack(">I", len(section)),
            section,
            struct.pack(">H", 1),
            counts,
            *(data for _, data in packed),
        )
    )


def _is_clear(rgba: Bytes) -> bool:
    return bool(rgba[..., 3].min() < 255)


def _layer(name: str, rgba: Bytes, *, masked: bool) -> tuple[bytes, bytes]:
    """A layer's record and its channels."""
    height, width = rgba.shape[:2]
    whole = struct.pack(">4i", 0, 0, height, width)
    planes = {_ALPHA: np.full((height, width), 255, np.uint8)} | {c: rgba[..., c] for c in range(3)}
    if masked:
        planes[_MASK] = rgba[..., 3]
    channels = {key: _channel(plane) for key, plane in planes.items()}
    mask_data = whole + bytes(4) if masked else b""  # black beyond it, its place in the picture, two for fill
    label = bytes([len(name)]) + name.encode("ascii")
    label += b"\0" * (-len(label) % 4)
    extra = struct.pack(">I", len(mask_data)) + mask_data + struct.pack(">I", 0) + label
    record = whole + struct.pack(">H", len(channels))
    record += b"".join(struct.pack(">hI", key, len(data)) for key, data in channels.items())
    record += b"8BIMnorm" + bytes((255, 0, 8, 0)) + struct.pack(">I", len(extra)) + extra
    return record, b"".join(channels.values())


def _channel(plane: Bytes) -> bytes:
    lengths, data = pack_rows(plane)
    return struct.pack(">H", 1) + lengths.astype(">u2").tobytes() + data


def _merged(rgba: Bytes) -> list[Bytes]:
    """The merged picture's planes: the format lays colours that can be seen through over white."""
    alpha = rgba[..., 3].astype(np.uint32)
    over = [(rgba[..., c] * alpha + 255 * (255 - alpha) + 127) // 255 for c in range(3)]
    return [*(plane.astype(np.uint8) for plane in over), rgba[..., 3]]


def _resolution(dpi: tuple[float, float]) -> bytes:
    across, down = (round(65536 * value) for value in dpi)
    data = struct.pack(">IHHIHH", across, 1, 1, down, 1, 1)
    return struct.pack(">4sHHI", b"8BIM", _RESOLUTION, 0, len(data)) + data
