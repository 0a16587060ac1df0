"""What fuzzing begins with: one small input of each kind. What it found beside is kept in ``corpus/``.

``python -m fuzz.seeds FOLDER`` writes them, a folder a target, for the page's harness.
"""

import json
import struct
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from wispcut import browser_api, settings
from wispcut.formats import icc

from testing import corpus, made

RGB = np.ascontiguousarray(corpus.RGB[40:46, 60:68])
GREY = np.ascontiguousarray(RGB[..., 1])
RGBA = np.dstack([RGB, np.linspace(0, 255, GREY.size).reshape(GREY.shape).astype(np.uint8)])
P3 = icc.profile(icc.PRIMARIES[12], icc.SRGB_CURVE)


def photos() -> list[bytes]:
    """A picture of every kind of file, 8 x 6 px."""
    image = Image.fromarray(RGB)
    palette = image.quantize(5)
    turned = made.exif(6)
    lossless = {"lossless": True, "exact": True}
    deep = RGB * np.uint16(257)
    chunks = [corpus.GAMA, corpus.CICP, made.chunk(b"cHRM", struct.pack(">8I", *[31270] * 8))]
    plain = {"photometric": "rgb"}
    return [
        made.packed(RGB),
        made.packed(RGBA, exif=turned),
        made.packed(GREY * np.uint16(257), icc_profile=made.grey_profile(1)),
        made.packed(palette, transparency=bytes(range(0, 50, 10))),
        made.packed(Image.fromarray(GREY > 99)),
        made.png16(deep),
        *(made.with_chunks(made.packed(RGB), chunk) for chunk in chunks),
        made.packed(RGB, "JPEG", exif=turned),
        made.packed(RGB, "JPEG", progressive=True),
        made.packed(image.convert("CMYK"), "JPEG"),
        made.packed(RGB, "WEBP"),
        made.packed(RGBA, "WEBP", exif=turned, **lossless),
        made.packed(palette, "GIF"),
        made.packed(RGB, "BMP"),
        made.packed(image, "TIFF", compression="tiff_lzw"),
        made.packed(image.convert("CMYK"), "TIFF", compression="packbits"),
        made.packed(Image.fromarray(GREY > 99), "TIFF", compression="group4"),
        made.tiff(deep, **plain),
        made.tiff(deep, **plain, compression="zlib", predictor=True),
        made.tiff(RGB, **plain, bigtiff=True, tile=(16, 16)),
        made.tiff((RGB / 255).astype(np.float32), **plain),
        made.packed(RGB, "PPM"),
        made.packed(RGB, "AVIF"),
        corpus.heic(image.resize((64, 64))),
        made.packed(RGBA, "ICO"),
    ]


def masks() -> list[bytes]:
    """Masks of the same size."""
    halves = np.where(np.arange(48).reshape(6, 8) % 8 < 4, np.uint8(255), np.uint8(0))
    return [
        made.packed(halves),
        made.packed(halves // 255),
        made.packed(halves * np.uint16(257)),
        made.packed(np.dstack([RGB, halves])),
        made.tiff((halves / 255).astype(np.float32)),
        made.packed(halves, "JPEG"),
    ]


def surveys() -> list[bytes]:
    """A survey of a disc."""
    y, x = np.mgrid[:12, :16]
    disc = np.where(np.hypot(y - 6, x - 8) < 4, np.uint8(255), np.uint8(0))
    reduced = np.dstack([disc / 255] * 3).astype(np.float32)
    made_of = browser_api.survey(reduced.tobytes(), 12, 16, 12, 16, disc.tobytes(), 12, 16, None, "{}")
    return [made_of.to_bytes().tobytes()]


def messages() -> list[bytes]:
    """Calls that the page makes, small."""
    rgba, grey = "a" * 48, "b" * 12
    floats = "\0" * 144
    calls = {
        "reduce_rows": [rgba, 3, 4, 2],
        "reduce_marks": ["\1" * 12, 3, 4, 2],
        "enhance": [rgba, 3, 4, "{}", 1],
        "post_process": [grey, 3, 4, "{}"],
        "closer_box": ["c" * 16, 4, 30, 40],
        "merge_looks": ["c" * 16, "d" * 16, 4, [0, 0, 20, 20], 30, 40],
        "preview_mask": [grey, 3, 4],
        "preview_marks": ["\2" * 12, 3, 4],
        "preview": [floats, 3, 4, grey, 3, 4, None, "{}"],
        "survey": [floats, 3, 4, 3, 4, "\0" * 6 + "c" * 6, 3, 4, None, '{"matting":{"quality":"fast"}}'],
    }
    return [f"{name}:{json.dumps(arguments)}".encode() for name, arguments in calls.items()]


def texts() -> list[bytes]:
    """Settings."""
    everything = settings.as_mapping(settings.Settings())
    wide = json.dumps({"wispcut": "0.1.0", "settings": everything}).encode("utf-16")
    plain = [
        b"{}",
        b'{"trimap":{"erode":7}}',
        b'{"settings":{"mask":{}}}',
        json.dumps(everything).encode(),
        wide,
    ]
    bad = [
        b"[" * 9000,
        b'{"trimap":{"erode":%s}}' % (b"9" * 5000),
        b'{"trimap":{"erode":1e999}}',
        b"\xff\xfe{",
    ]
    return plain + bad


def parts() -> list[bytes]:
    """Pictures without their first bytes."""
    return [*(data[8:] for data in photos()[:9]), *(data[2:] for data in photos()[9:12])]


def manifests() -> list[bytes]:
    """A batch's file: what was asked for, and a photo that is done."""
    first = b'{"batch": {"kept": true}}\n'
    entry = (
        b'{"photo": "a.jpg", "output": "a.png", "status": "done", "mark": "1 2", "tries": 0, "seconds": 1.5, '
        b'"code": "", "error": "", "notices": ["x"]}\n'
    )
    return [first, first + entry]


def stored() -> list[bytes]:
    """Works as the page keeps them, and messages to a worker."""
    stroke = {"id": 1, "tool": "keep", "size": 12.5, "points": [1, 2, 3, 4], "time": 5}
    work = {"settings": {"trimap": {"erode": 7}}, "marks": [stroke], "size": {"width": 8, "height": 6}}
    call = {
        "type": "APPLY",
        "id": "1-2",
        "path": ["call"],
        "argumentList": [{"type": "RAW", "value": "double"}],
    }
    return [json.dumps(value).encode() for value in (work | {"crop": True}, call, {"name": "constructor"})]


SEEDS = {
    "photo": photos,
    "mask": masks,
    "chunks": parts,
    "profile": lambda: [P3, made.SRGB, made.grey_profile(1)],
    "exif": lambda: [made.exif(6, x010E="words")],
    "recipe": texts,
    "manifest": manifests,
    "knobs": texts,
    "survey": surveys,
    "message": messages,
    "stored": stored,
}

if __name__ == "__main__":
    for name, make in SEEDS.items():
        folder = Path(sys.argv[1], name)
        folder.mkdir(parents=True)
        for index, data in enumerate(make()):
            (folder / f"{index:03}").write_bytes(data)
