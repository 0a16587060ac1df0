import hashlib
import io

import numpy as np
import pytest
from PIL import Image
from wispcut import cut_out
from wispcut.core.errors import WispcutError
from wispcut.formats.packbits import pack_rows
from wispcut.formats.psd import encode_psd

WIDTH, HEIGHT = 301, 37


def picture(seed):
    """The same as in tests/js/engine/codecs/psd.test.js: stretches that repeat, and some that do not."""
    i = np.arange(WIDTH * HEIGHT * 4)
    x = (i >> 2) % WIDTH
    even = (i // 1204) * 5 + (i % 4) * 60 + seed
    return np.where(x < 180, even, i * i * 31 + i * 7 + seed).astype(np.uint8).reshape(HEIGHT, WIDTH, 4)


def unpacked(packed):
    out, at = bytearray(), 0
    while at < len(packed):
        head = packed[at]
        out += packed[at + 1 : at + 2 + head] if head < 128 else packed[at + 1 : at + 2] * (257 - head)
        at += head + 2 if head < 128 else 2
    return bytes(out)


@pytest.mark.parametrize("width", [1, 2, 3, 127, 128, 129, 130, 257, 400])
@pytest.mark.parametrize("every", [1, 2, 3, 4, 127, 128, 129, 1000])
def test_what_is_packed_is_unpacked_again(width, every, monkeypatch):
    plane = np.tile((np.arange(width) // every * 37).astype(np.uint8), (5, 1))
    lengths, data = pack_rows(plane)
    assert unpacked(data) == plane.tobytes() and lengths.sum() == len(data)
    assert unpacked(data[: lengths[0]]) == plane[0].tobytes(), "a row stands alone"
    monkeypatch.setattr("wispcut.formats.packbits._BAND", 2 * width)
    assert pack_rows(plane)[1] == data, "by bands"


def test_the_bytes_are_the_pages():
    merged, subject, background = picture(1), picture(2), picture(3)
    assert (
        hashlib.sha256(encode_psd(merged, subject)).hexdigest()
        == "5f00eb05fe5d8137f6efba3191c4189190bf9e8184be70d6fdc6f1b264a3c2d7"
    )
    merged[..., 3] = 255
    assert (
        hashlib.sha256(encode_psd(merged, subject, background)).hexdigest()
        == "8be2f93e21a65d1122fefb77669e7e699430ea3b02d1b9f3bd4d7bfdb9b802f3"
    )


def test_other_readers_open_the_merged_picture():
    merged = picture(1)
    merged[..., 3] = 255
    with Image.open(io.BytesIO(encode_psd(merged, picture(2), picture(3), (300, 300)))) as image:
        assert image.format == "PSD" and np.array_equal(np.asarray(image), merged[..., :3])


def test_a_layer_has_the_colours_and_the_mask_by_its_side():
    subject = picture(2)
    data = encode_psd(picture(1), subject)
    for plane in np.moveaxis(subject, 2, 0):
        lengths, packed = pack_rows(np.ascontiguousarray(plane))
        assert lengths.astype(">u2").tobytes() + packed in data


def test_a_side_that_the_format_does_not_hold_is_refused():
    row = np.zeros((1, 30001, 4), np.uint8)
    with pytest.raises(WispcutError, match="at most 30000 pixels a side; this picture has 30001"):
        encode_psd(row, row)


@pytest.mark.parametrize(
    ("cutout", "count"), [({}, 1), ({"background": "white"}, 2), ({"mask_only": True}, 1)]
)
def test_a_cutout_is_saved_in_layers(tmp_path, cutout, count):
    rows, columns = np.mgrid[:60, :80]
    distance = np.hypot(rows - 30, columns - 40)
    photo = np.where(distance[..., None] < 20, [200, 40, 30], [30, 160, 40]).astype(np.uint8)
    made = cut_out(photo, mask=np.clip((24 - distance) / 8, 0, 1), settings={"cutout": cutout})
    made.save(tmp_path / "a.psd")
    data = (tmp_path / "a.psd").read_bytes()
    assert (b"Background" in data) == (count == 2) and b"Subject" in data
    with Image.open(tmp_path / "a.psd") as image:
        assert image.mode == ("RGBA" if not cutout else "RGB")
        if cutout:
            assert np.array_equal(np.asarray(image), made.picture()[..., :3])
    wanted = made.picture() if "mask_only" in cutout else made.rgba
    for plane in np.moveaxis(wanted, 2, 0):
        lengths, packed = pack_rows(np.ascontiguousarray(plane))
        assert lengths.astype(">u2").tobytes() + packed in data
