"""Photos as the engine opens them: bad ones get a code, odd but whole ones the pixels of plain ones."""

import numpy as np
import pytest
from skimage import data

from testing import made
from testing.engine import put_file, run


@pytest.mark.parametrize(
    ("content", "ending", "code"),
    [
        (b"", "png", "empty_file"),
        (b"hello, I am not a photo at all", "jpg", "not_image"),
        (made.packed(data.astronaut())[:20000], "png", "truncated"),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
            + (30000).to_bytes(4, "big")
            + (21000).to_bytes(4, "big")
            + b"\x08\2\0\0\0",
            "png",
            "too_large",
        ),
    ],
    ids=["empty", "not an image", "truncated", "bomb"],
)
def test_bad_files_get_a_code_and_the_next_photo_works(page, content, ending, code):
    put_file(page, "bad", content, ending)
    answer = run(page, "await engine.open(bad);")
    assert answer["code"] == code
    if code == "too_large":
        assert answer["message"].startswith(
            "Too large for this device. Up to 100 megapixels fit here; this one has 630."
        )
    assert run(page, "return (await engine.open(astronaut)).width;") == 512


SQUARE = data.astronaut()[80:144, 180:244]
JPEG = made.packed(SQUARE, "JPEG")
TABLES = JPEG.index(b"\xff\xdb")
ROWS = SQUARE[::-1, :, ::-1].tobytes()
CORE_BMP = (
    b"BM"
    + (26 + len(ROWS)).to_bytes(4, "little")
    + bytes(4)
    + (26).to_bytes(4, "little")
    + (12).to_bytes(4, "little")
    + b"".join(n.to_bytes(2, "little") for n in (64, 64, 1, 24))
    + ROWS
)
ODD = {
    "bytes between markers": (JPEG[:TABLES] + b"\0\xe1junk" + JPEG[TABLES:], "jpg", JPEG),
    "no end marker": (JPEG[:-2], "jpg", JPEG),
    "no end marker, and more behind": (JPEG[:-2] + b"SEFT" + bytes(40), "jpg", JPEG),
    "core header": (CORE_BMP, "bmp", made.packed(SQUARE)),
}


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_but_whole_file_is_read_as_the_plain_one(page, kind):
    content, ending, plain = ODD[kind]
    put_file(page, "odd", content, ending)
    put_file(page, "plain", plain, "jpg" if plain is JPEG else "png")
    answer = run(
        page,
        """const [a, b] = [await engine.open(odd), await engine.open(plain)];
        const apart = a.rgba.reduce((most, value, i) => Math.max(most, Math.abs(value - b.rgba[i])), 0);
        return {size: [a.width, a.height], apart};""",
    )
    assert answer == {"size": [64, 64], "apart": 0}


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_jpeg_that_breaks_off_is_cut_off(page, share):
    put_file(page, "half", JPEG[: int(share * len(JPEG))], "jpg")
    assert run(page, "await engine.open(half); return {}")["code"] == "truncated"


@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("WEBP", {"lossless": True, "exact": True})])
def test_colours_under_a_low_alpha_come_in_as_they_are(page, kind, options):
    low = np.dstack([SQUARE, np.arange(64 * 64, dtype=np.uint8).reshape(64, 64) % 40])
    low[:8, :, 3] = 255
    put_file(page, "cutout", made.packed(low, kind, **options), kind.lower())
    answer = run(page, "const photo = await engine.open(cutout); return {rgba: [...photo.rgba]};")
    seen = np.array(answer["rgba"]).reshape(64, 64, 4)
    assert np.array_equal(seen[..., 3], low[..., 3])
    shown = low[..., 3] > 0
    assert np.abs(seen[..., :3].astype(int) - low[..., :3])[shown].max() <= 2
