"""Files that are odd but whole open; cut, damaged, oversized and wrong ones get a clear error."""

import struct
import time
import zlib

import numpy as np
import pytest
from wispcut.core.errors import WispcutError
from wispcut.formats.pictures import read_photo

from testing import made
from testing.reading import PLAIN, RGB, off

JPEG = made.packed(RGB, "JPEG", quality=95)
PROGRESSIVE = made.packed(RGB, "JPEG", progressive=True)
CORE = b"BM" + struct.pack("<IHHI", 26 + 12 * 5, 0, 0, 26) + struct.pack("<IHHHH", 12, 4, 5, 1, 24)
CORE_PIXELS = np.arange(60, dtype=np.uint8).reshape(5, 4, 3)


@pytest.mark.parametrize("source", [JPEG, PROGRESSIVE], ids=["sequential", "progressive"])
def test_jpegs_that_are_odd_but_whole_open(source):
    whole = read_photo(source).pixels
    second = 4 + struct.unpack(">H", source[4:6])[0]
    odd = {
        "no end": source[:-2],
        "half an end": source[:-1],
        "a trailer and no end": source[:-2] + bytes(3000),
        "a trailer": source + b"\0" * 1000,
        "bytes between markers": source[:second] + b"\0\x12\x34" + source[second:],
        "two bytes between markers": source[:second] + b"\0\xe1" + source[second:],
        "fill bytes": source[:second] + b"\xff" * 9 + source[second:],
    }
    for name, data in odd.items():
        assert np.array_equal(read_photo(data).pixels, whole), name


@pytest.mark.parametrize("source", [JPEG, PROGRESSIVE], ids=["sequential", "progressive"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.98])
def test_cut_jpegs_are_refused(source, share):
    with pytest.raises(WispcutError, match="is not a photo"):
        read_photo(source[: int(len(source) * share)])


def test_an_old_bitmap_opens():
    assert off(CORE + CORE_PIXELS.tobytes(), CORE_PIXELS[::-1, :, ::-1]) == 0


@pytest.mark.parametrize("kind", [b"teXt", b"IDAT", b"tRNS"])
def test_a_png_of_a_million_empty_chunks_is_refused_at_once(kind):
    """Each chunk cost three microseconds: twelve megabytes of them held a core for four seconds."""
    file = made.with_chunks(made.png16(np.zeros((4, 4), np.uint16)), made.chunk(kind, b"") * 1_000_000)
    began = time.process_time()
    with pytest.raises(WispcutError, match="is not a photo: it has 10000 nearly empty parts"):
        read_photo(file)
    assert time.process_time() - began < 0.5


def test_nearly_empty_chunks_count_behind_a_large_one_and_zeros_behind_the_end_do_not():
    large = made.chunk(b"teSt", bytes(700_000))
    with pytest.raises(WispcutError, match="nearly empty parts"):
        read_photo(made.with_chunks(PLAIN, large, made.chunk(b"teSt", bytes(63)) * 10_000))
    assert off(made.with_chunks(PLAIN, large, made.chunk(b"teSt", b"") * 9000), RGB) == 0
    assert off(PLAIN + bytes(200_000), RGB) == 0


def test_pngs_with_damage_beside_the_pixels_open():
    bad = bytearray(made.chunk(b"tEXt", b"Comment\0hello"))
    bad[-1] ^= 1
    damaged = {
        "wrong checksum of a text": made.with_chunks(PLAIN, bytes(bad)),
        "no end": PLAIN[:-12],
        "a text that is too long": made.with_chunks(
            PLAIN, made.chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(9 << 20)))
        ),
        "a profile that is not packed": made.with_chunks(PLAIN, made.chunk(b"iCCP", b"a\0\0nonsense")),
    }
    for name, data in damaged.items():
        assert off(data, RGB) == 0, name


@pytest.mark.parametrize("cut", [40, 200, -30])
@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "GIF", "BMP"])
def test_cut_files_are_refused(kind, cut):
    data = made.packed(RGB, kind)
    with pytest.raises(WispcutError, match="is not a photo"):
        read_photo(data[:cut])


def test_any_damage_gives_a_picture_or_a_clear_error():
    rng = np.random.default_rng(3)
    for kind in ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP", "AVIF"):
        data = made.packed(RGB, kind)
        for _ in range(25):
            hurt = bytearray(data)
            for at in rng.integers(0, min(len(data), 300), 3):
                hurt[at] = rng.integers(256)
            try:
                assert read_photo(bytes(hurt)).pixels.ndim == 3
            except WispcutError as error:
                assert error.code in ("not_a_photo", "too_large", "bad_range", "unread_kind")


def test_what_is_no_photo_is_told():
    for data, words in [(b"", "it is empty"), (b"hello", "not a photo"), (bytes(12) + b"", "not a photo")]:
        with pytest.raises(WispcutError, match=words):
            read_photo(data)
    heic = b"\0\0\0\x18ftypheic" + bytes(40)
    with pytest.raises(WispcutError, match=r"HEIC|not a photo"):
        read_photo(heic)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ((20000, 10001), "200.1 megapixels; up to 200"),
        ((20001, 10000), "200.1"),
        ((30000, 21000), "630 megapixels"),
    ],
)
def test_a_photo_that_is_too_large_is_told_with_a_size_that_is(size, words):
    head = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    with pytest.raises(WispcutError, match=words) as caught:
        read_photo(b"\x89PNG\r\n\x1a\n" + made.chunk(b"IHDR", head) + made.chunk(b"IDAT", b"x"))
    assert caught.value.code == "too_large"
