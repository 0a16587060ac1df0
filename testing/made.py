"""Picture files of every kind, made from arrays."""

import io
import struct
import zlib

import numpy as np
import tifffile
from PIL import Image, ImageCms

P3_TO_SRGB = np.array(
    [[1.2249402, -0.2249402, 0], [-0.0420570, 1.0420570, 0], [-0.0196376, -0.0786361, 1.0982736]]
)
"""Linear Display P3 to linear sRGB, both of the white D65."""


def colours(height=48, width=64, seed=0):
    """Smooth colours with every hue, ``(H, W, 3)`` bytes, unlike after any turn."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width] / [[[height]], [[width]]]
    planes = [np.sin(6 * a * x + 5 * b * y + c) / 2 + 0.5 for a, b, c in rng.random((3, 3)) * 2]
    return np.rint(np.stack(planes, -1) * 255).astype(np.uint8)


def linear(values):
    """Light of sRGB bytes."""
    v = np.asarray(values) / 255
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def encoded(light):
    """sRGB levels of light, 0 to 255."""
    light = np.clip(light, 0, 1)
    return np.rint(255 * np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055))


def packed(image, kind="PNG", **options):
    """A picture as the bytes of a file, by Pillow."""
    if isinstance(image, np.ndarray):
        image = Image.fromarray(image)
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def tiff(values, **options):
    """A TIFF, by tifffile."""
    out = io.BytesIO()
    tifffile.imwrite(out, values, **options)
    return out.getvalue()


def chunk(kind, body):
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_chunks(png, *chunks, after=b"IHDR"):
    """Chunks put behind the last one of a kind."""
    at, place = 8, None
    while at < len(png):
        length = struct.unpack(">I", png[at : at + 4])[0]
        if png[at + 4 : at + 8] == after:
            place = at + 12 + length
        at += 12 + length
    return png[:place] + b"".join(chunks) + png[place:]


def png16(values):
    """A 16-bit PNG of ``(H, W[, C])`` uint16, which Pillow cannot write in colour."""
    values = np.atleast_3d(values)
    kind = {1: 0, 2: 4, 3: 2, 4: 6}[values.shape[2]]
    rows = values.astype(">u2").reshape(len(values), -1)
    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    head = struct.pack(">IIBBBBB", values.shape[1], len(values), 16, kind, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
    )


def exif(orientation, **tags):
    """An EXIF block."""
    block = Image.Exif()
    block[0x0112] = orientation
    for tag, value in tags.items():
        block[int(tag[1:], 16)] = value
    return block.tobytes()


def grey_profile(gamma):
    """An ICC profile of a grey device: version 2, one curve, white D50."""
    white = b"XYZ " + bytes(4) + struct.pack(">3i", *(round(v * 65536) for v in (0.9642, 1, 0.8249)))
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    at = 128 + 4 + 24
    table = struct.pack(">I4sII4sII", 2, b"wtpt", at, len(white), b"kTRC", at + len(white), len(curve))
    size = at + len(white) + len(curve)
    head = struct.pack(">I4xI", size, 0x02400000) + b"mntrGRAYXYZ " + struct.pack(">6H", 2020, 1, 1, 0, 0, 0)
    head += b"acsp" + bytes(28) + white[8:]
    return head.ljust(128, b"\0") + table + white + curve


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
