"""Photos that every machine has, masks for them, and files that are broken on purpose."""

import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image
from skimage import data

from testing.ai_scenes import ai_scene

KEEP_ROWS, KEEP_COLUMNS = slice(90, 130), slice(100, 140)
"""Inside the ellipse of the small photo, far from its edge."""


def ellipse(height: int, width: int, *, reach=(0.38, 0.3)) -> np.ndarray:
    """White ellipse in the middle; ``reach``: half axes as shares of the sides."""
    rows, columns = np.mgrid[:height, :width]
    inside = ((rows - height / 2) / (reach[0] * height)) ** 2 + (
        (columns - width / 2) / (reach[1] * width)
    ) ** 2
    return np.where(inside < 1, 255, 0).astype(np.uint8)


def draw(folder: Path) -> dict[str, Path]:
    """Write all of them; keys are the stems of the files."""
    astronaut = Image.fromarray(data.astronaut())
    small = astronaut.crop((100, 0, 340, 240))
    wide = astronaut.crop((0, 0, 512, 128)).resize((1536, 384), Image.Resampling.BICUBIC)
    pictures = {
        "astronaut.png": astronaut,
        "small.png": small,
        "small_mask.png": Image.fromarray(ellipse(240, 240)),
        "wide.png": wide,
        "wide_mask.png": Image.fromarray(ellipse(384, 1536, reach=(0.3, 0.45))),
        "large.jpg": astronaut.resize((2560, 2560), Image.Resampling.BICUBIC),
        "large_mask.png": Image.fromarray(ellipse(512, 512)),
        "one.png": astronaut.resize((200, 200)),
        "two.png": Image.fromarray(np.ascontiguousarray(data.astronaut()[:, ::-1])).resize((210, 200)),
        "limb.png": Image.fromarray(ai_scene("half_sure_limb").photo),
        "limb_mask.png": Image.fromarray(ai_scene("half_sure_limb").mask),
        "flat.png": Image.new("RGB", (180, 160), (128, 128, 128)),
        "flat_mask.png": Image.new("L", (180, 160), 0),
    }
    for name, picture in pictures.items():
        picture.save(folder / name)
    whole = (folder / "large.jpg").read_bytes()
    broken = {
        "words.jpg": b"These are words, not a photo.\n" * 40,
        "raw.dng": b"II*\0" + bytes(100),
        "iphone.heic": heic(4032, 3024),
        "empty.jpg": b"",
        "cut_off.jpg": whole[: len(whole) // 2],
        "bomb.png": bomb(30_000, 21_000),
    }
    for name, content in broken.items():
        (folder / name).write_bytes(content)
    return {path.stem: path for path in folder.iterdir()}


def heic(width: int, height: int) -> bytes:
    """The boxes of a HEIC file around nothing: enough for a reader of headers, too little for a decoder."""

    def box(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body) + 8) + kind + body

    size = box(b"ispe", struct.pack(">III", 0, width, height))
    meta = box(b"meta", bytes(4) + box(b"iprp", box(b"ipco", size)))
    return box(b"ftyp", b"heic" + bytes(4) + b"mif1heic") + meta + box(b"mdat", bytes(64))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises many megapixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(64)))
        + chunk(b"IEND", b"")
    )


def pixels(path: Path) -> np.ndarray:
    """A picture file as an array, as it is stored."""
    with Image.open(path) as image:
        return np.asarray(image)
