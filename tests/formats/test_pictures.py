"""Photos of every kind that people have: depth, profile, orientation, alpha, and files that are odd."""

import io
import struct
import zlib

import numpy as np
import pytest
from formats import made
from PIL import Image, ImageCms
from wispcut.core.errors import WispcutError
from wispcut.formats import icc, pictures
from wispcut.formats.pictures import read_field, read_photo

RGB = made.colours()
GREY = RGB[..., 1]
DEEP = (np.arange(48 * 64).reshape(48, 64) * 21 + 5).astype(np.uint16)
ALPHA = np.rint(np.linspace(0, 255, 48 * 64)).reshape(48, 64).astype(np.uint8)
P3 = icc.profile(icc.PRIMARIES[12], icc.SRGB_CURVE)


def off(source, wanted, alpha=255):
    """The largest difference of a photo from ``(H, W[, 3])``; its alpha must be exact."""
    found = read_photo(source)
    assert found.pixels.dtype == np.uint8
    wanted = np.asarray(wanted, float)
    wanted = wanted if wanted.ndim == 3 else np.repeat(wanted[..., None], 3, axis=2)
    assert found.pixels.shape == (*wanted.shape[:2], 4)
    assert (found.pixels[..., 3] == alpha).all()
    return np.abs(found.pixels[..., :3] - wanted).max()


DEPTHS = {
    "grey 16 PNG": (made.packed(DEEP), DEEP / 257),
    "grey 16 TIFF": (made.packed(DEEP, "TIFF"), DEEP / 257),
    "grey 16 TIFF, big-endian": (made.tiff(DEEP, byteorder=">"), DEEP / 257),
    "grey 16 TIFF, white is zero": (made.tiff(DEEP, photometric="miniswhite"), 255 - DEEP / 257),
    "grey 8 TIFF, white is zero": (made.tiff(GREY, photometric="miniswhite"), 255 - GREY.astype(int)),
    "grey 16 PGM": (b"P5 64 48 65535\n" + DEEP.astype(">u2").tobytes(), DEEP / 257),
    "colour 16 PNG": (made.png16(RGB * np.uint16(257)), RGB),
    "colour 16 TIFF": (made.tiff(RGB * np.uint16(257), photometric="rgb"), RGB),
    "colour 16 TIFF, planar": (
        made.tiff(np.moveaxis(RGB * np.uint16(257), 2, 0), photometric="rgb", planarconfig="separate"),
        RGB,
    ),
    "colour 16 TIFF, deflated": (made.tiff(RGB * np.uint16(257), photometric="rgb", compression="zlib"), RGB),
    "colour 32 TIFF": (made.tiff(RGB.astype(np.uint32) * 16843009, photometric="rgb"), RGB),
    "float TIFF": (made.tiff((GREY / 255).astype(np.float32)), GREY),
    "float colour TIFF": (made.tiff((RGB / 255).astype(np.float32), photometric="rgb"), RGB),
    "half float colour TIFF": (made.tiff((RGB / 255).astype(np.float16), photometric="rgb"), RGB),
    "double TIFF": (made.tiff(GREY / 255), GREY),
    "one bit": (made.packed(Image.fromarray(GREY > 99)), (GREY > 99) * 255),
    "one bit TIFF": (made.packed(Image.fromarray(GREY > 99), "TIFF"), (GREY > 99) * 255),
    "palette": (
        made.packed(Image.fromarray(RGB).quantize(60)),
        np.asarray(Image.fromarray(RGB).quantize(60).convert("RGB")),
    ),
    "palette GIF": (
        made.packed(Image.fromarray(RGB).quantize(60), "GIF"),
        np.asarray(Image.fromarray(RGB).quantize(60).convert("RGB")),
    ),
    "grey": (made.packed(GREY), GREY),
    "BMP": (made.packed(RGB, "BMP"), RGB),
    "lossless WebP": (made.packed(RGB, "WEBP", lossless=True), RGB),
}


@pytest.mark.parametrize("name", DEPTHS)
def test_any_depth_is_scaled_and_never_clipped(name):
    source, wanted = DEPTHS[name]
    assert off(source, wanted) <= 1


def test_the_first_frame_counts():
    frames = [Image.fromarray(RGB), Image.fromarray(255 - RGB)]
    for kind in ("TIFF", "PNG", "WEBP"):
        more = {"lossless": True} if kind == "WEBP" else {}
        assert off(made.packed(frames[0], kind, save_all=True, append_images=frames[1:], **more), RGB) == 0


ALPHAS = {
    "PNG": made.packed(np.dstack([RGB, ALPHA])),
    "16-bit PNG": made.png16(np.dstack([RGB, ALPHA]) * np.uint16(257)),
    "WebP": made.packed(np.dstack([RGB, ALPHA]), "WEBP", lossless=True, exact=True),
    "TIFF": made.packed(np.dstack([RGB, ALPHA]), "TIFF"),
    "16-bit TIFF": made.tiff(
        np.dstack([RGB, ALPHA]) * np.uint16(257), photometric="rgb", extrasamples=["unassalpha"]
    ),
    "with a profile": made.packed(np.dstack([RGB, ALPHA]), icc_profile=made.SRGB),
}


@pytest.mark.parametrize("name", ALPHAS)
def test_straight_alpha_and_the_colours_under_it_are_kept(name):
    assert off(ALPHAS[name], RGB, ALPHA) <= (1 if name == "with a profile" else 0)


def test_grey_with_alpha_and_colour_keys():
    both = Image.merge("LA", [Image.fromarray(GREY), Image.fromarray(ALPHA)])
    assert off(made.packed(both), GREY, ALPHA) == 0
    key = int(GREY[3, 4])
    assert off(made.packed(GREY, transparency=key), GREY, np.where(key == GREY, 0, 255)) == 0
    deep = made.with_chunks(made.packed(DEEP), made.chunk(b"tRNS", struct.pack(">H", int(DEEP[5, 6]))))
    assert off(deep, DEEP / 257, np.where(DEEP[5, 6] == DEEP, 0, 255)) <= 1
    colour = tuple(int(v) for v in RGB[7, 8])
    keyed = np.where((RGB[7, 8] == RGB).all(2), 0, 255)
    assert off(made.packed(RGB, transparency=colour), RGB, keyed) == 0


def managed(rgb, matrix=None):
    light = made.linear(rgb)
    return made.encoded(light if matrix is None else light @ matrix.T)


PALETTE = Image.fromarray(RGB).quantize(60)
PALETTE_P3 = managed(np.asarray(PALETTE.convert("RGB")), made.P3_TO_SRGB)
GAMMA18 = made.encoded((RGB / 255) ** 1.8)
CHRM_P3 = struct.pack(">8I", *(round(v * 100000) for v in icc.PRIMARIES[12]))
PLAIN = made.packed(RGB)
CICP_P3 = made.chunk(b"cICP", bytes([12, 13, 0, 1]))
GAMA18 = made.chunk(b"gAMA", struct.pack(">I", 55556))
PROFILES = {
    "P3 PNG": (made.packed(RGB, icc_profile=P3), managed(RGB, made.P3_TO_SRGB)),
    "P3 lossless WebP": (
        made.packed(RGB, "WEBP", lossless=True, icc_profile=P3),
        managed(RGB, made.P3_TO_SRGB),
    ),
    "P3 TIFF": (made.packed(RGB, "TIFF", icc_profile=P3), managed(RGB, made.P3_TO_SRGB)),
    "P3 16-bit TIFF": (
        made.tiff(RGB * np.uint16(257), photometric="rgb", iccprofile=P3),
        managed(RGB, made.P3_TO_SRGB),
    ),
    "P3 palette": (made.packed(PALETTE, icc_profile=P3), PALETTE_P3),
    "P3 grey": (made.packed(GREY, icc_profile=P3), GREY),
    "linear grey": (made.packed(GREY, icc_profile=made.grey_profile(1)), made.encoded(GREY / 255)),
    "linear grey 16": (made.packed(DEEP, icc_profile=made.grey_profile(1)), made.encoded(DEEP / 65535)),
    "gamma 2.2 grey TIFF": (
        made.packed(GREY, "TIFF", icc_profile=made.grey_profile(2.2)),
        made.encoded((GREY / 255) ** (563 / 256)),
    ),
    "cICP P3": (made.with_chunks(PLAIN, CICP_P3), managed(RGB, made.P3_TO_SRGB)),
    "cICP linear": (
        made.with_chunks(PLAIN, made.chunk(b"cICP", bytes([1, 8, 0, 1]))),
        made.encoded(RGB / 255),
    ),
    "cICP before a profile": (
        made.with_chunks(made.packed(RGB, icc_profile=made.grey_profile(1)), CICP_P3),
        managed(RGB, made.P3_TO_SRGB),
    ),
    "gAMA": (made.with_chunks(PLAIN, GAMA18), GAMMA18),
    "gAMA grey": (made.with_chunks(made.packed(GREY), GAMA18), made.encoded((GREY / 255) ** 1.8)),
    "gAMA grey 16": (made.with_chunks(made.packed(DEEP), GAMA18), made.encoded((DEEP / 65535) ** 1.8)),
    "gAMA palette": (
        made.with_chunks(made.packed(PALETTE), GAMA18),
        made.encoded((np.asarray(PALETTE.convert("RGB")) / 255) ** 1.8),
    ),
    "cHRM": (made.with_chunks(PLAIN, made.chunk(b"cHRM", CHRM_P3)), managed(RGB, made.P3_TO_SRGB)),
    "sRGB before gAMA": (made.with_chunks(PLAIN, made.chunk(b"sRGB", b"\0"), GAMA18), RGB),
    "a profile before gAMA": (made.with_chunks(made.packed(RGB, icc_profile=made.SRGB), GAMA18), RGB),
}


@pytest.mark.parametrize("name", PROFILES)
def test_colours_become_srgb(name):
    source, wanted = PROFILES[name]
    assert off(source, wanted) <= 2
    assert read_photo(source).notices == ()


def test_colours_are_converted_under_any_alpha():
    source = made.with_chunks(made.packed(np.dstack([RGB, ALPHA])), GAMA18)
    assert off(source, GAMMA18, ALPHA) <= 2


def test_lab_and_cmyk_are_converted():
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    image = Image.fromarray(RGB)
    as_lab = ImageCms.profileToProfile(image, srgb, lab, outputMode="LAB")
    back = ImageCms.profileToProfile(as_lab, lab, srgb, outputMode="RGB")
    assert off(made.packed(as_lab, "TIFF"), np.asarray(back)) <= 2
    ink = image.convert("CMYK")
    assert off(made.packed(ink, "TIFF"), RGB) <= 1
    assert off(made.packed(ink, "JPEG", quality=100, subsampling=0), RGB) <= 6


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
@pytest.mark.parametrize(
    "profile", [b"x" * 420, P3[:200], made.grey_profile(1)[:150]], ids=["noise", "cut", "short"]
)
def test_a_broken_profile_is_no_broken_photo(kind, profile):
    plain = read_photo(made.packed(RGB, kind)).pixels
    found = read_photo(made.packed(RGB, kind, icc_profile=profile))
    assert np.array_equal(found.pixels, plain)
    assert len(found.notices) == 1 and "taken as sRGB" in found.notices[0]


def test_a_profile_for_other_pixels_is_left_aside():
    found = read_photo(made.packed(RGB, icc_profile=made.grey_profile(1)))
    assert np.array_equal(found.pixels[..., :3], RGB)
    assert "does not fit its pixels" in found.notices[0]


@pytest.mark.parametrize(
    ("chunk", "words"),
    [
        (made.chunk(b"cICP", bytes([9, 16, 0, 1])), "not known here"),
        (made.chunk(b"cHRM", struct.pack(">8I", *[31270] * 8)), "makes no sense"),
        (made.chunk(b"cHRM", bytes(32)), "makes no sense"),
    ],
)
def test_numbers_for_colours_that_cannot_be_used_are_told(chunk, words):
    found = read_photo(made.with_chunks(PLAIN, chunk))
    assert np.array_equal(found.pixels[..., :3], RGB)
    assert words in found.notices[0]


TURNS = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: np.rot90(a, -1),
    7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
    8: lambda a: np.rot90(a),
}


@pytest.mark.parametrize("orientation", TURNS)
def test_photos_stand_upright(orientation):
    wanted = TURNS[orientation](RGB)
    tag = made.exif(orientation)
    late = made.with_chunks(
        PLAIN, made.chunk(b"eXIf", tag[6:] if tag.startswith(b"Exif") else tag), after=b"IDAT"
    )
    tagged = [(274, "H", 1, orientation, True)]
    sources = {
        "PNG": made.packed(RGB, exif=tag),
        "PNG, behind the pixels": late,
        "WebP": made.packed(RGB, "WEBP", lossless=True, exif=tag),
        "TIFF": made.tiff(RGB, photometric="rgb", extratags=tagged),
        "16-bit TIFF": made.tiff(RGB * np.uint16(257), photometric="rgb", extratags=tagged),
    }
    for name, source in sources.items():
        found = read_photo(source)
        assert np.array_equal(found.pixels[..., :3], wanted), name
        assert found.orientation == orientation, name
    grey = made.tiff(DEEP, extratags=tagged)
    assert off(grey, TURNS[orientation](DEEP) / 257) <= 1
    jpeg = made.packed(RGB, "JPEG", exif=tag)
    assert np.array_equal(
        read_photo(jpeg).pixels, TURNS[orientation](read_photo(made.packed(RGB, "JPEG")).pixels)
    )


@pytest.mark.parametrize("value", [0, 9, 99])
def test_an_orientation_that_means_nothing_turns_nothing(value):
    assert off(made.packed(RGB, exif=made.exif(value)), RGB) == 0


def test_a_broken_exif_block_is_no_broken_photo():
    for block in (b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*" + bytes(3)):
        assert read_photo(made.packed(RGB, "JPEG", exif=block)).pixels.shape == (48, 64, 4)


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


def test_floats_beyond_white_are_clipped_and_told_or_refused():
    floats = (GREY / 255 * 1.2).astype(np.float32)
    found = read_photo(made.tiff(floats))
    assert np.abs(found.pixels[..., 0] - np.clip(floats, 0, 1) * 255).max() <= 1
    assert "clipped" in found.notices[0]
    for values in (GREY.astype(np.float32), np.full((4, 4), np.nan, np.float32)):
        with pytest.raises(WispcutError, match=r"lie in \[0, 1\]"):
            read_photo(made.tiff(values))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32, np.float64])
@pytest.mark.parametrize("channels", [0, 1, 2, 3, 4])
def test_arrays_of_every_kind(dtype, channels):
    full = np.dstack([RGB, ALPHA])
    values = {0: GREY, 1: GREY[..., None], 2: np.dstack([GREY, ALPHA]), 3: RGB, 4: full}[channels]
    given = {np.uint8: values, np.uint16: values * np.uint16(257)}.get(dtype, values / 255)
    given = given.astype(dtype)
    before = given.copy()
    assert off(given, RGB if channels >= 3 else GREY, ALPHA if channels in (2, 4) else 255) == 0
    assert np.array_equal(given, before)


@pytest.mark.parametrize(
    ("array", "error", "words"),
    [
        (np.zeros((3, 3), np.int64), TypeError, "dtype uint8, uint16, bool, or float"),
        (np.full((3, 3), 1.5), ValueError, r"lie in \[0, 1\]"),
        (np.full((3, 3), np.nan), ValueError, "finite"),
        (np.zeros((3, 3, 5), np.uint8), ValueError, "1 to 4"),
        (np.zeros((0, 3), np.uint8), ValueError, "H, W >= 1"),
    ],
)
def test_arrays_that_are_no_picture_are_named(array, error, words):
    with pytest.raises(error, match=words):
        read_photo(array)


def test_a_path_bytes_and_a_pillow_image_are_one_photo(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(made.packed(RGB))
    for source in (
        path,
        str(path),
        path.read_bytes(),
        Image.fromarray(RGB),
        Image.open(io.BytesIO(path.read_bytes())),
    ):
        assert off(source, RGB) == 0
    with pytest.raises(TypeError, match="path, bytes, a Pillow image or an array; got int"):
        read_photo(3)


def test_fields_keep_their_range_and_stand_upright(tmp_path):
    path = tmp_path / "a.tiff"
    path.write_bytes(made.tiff(DEEP, extratags=[(274, "H", 1, 6, True)]))
    assert np.array_equal(read_field(path), np.rot90(DEEP, -1))
    path.write_bytes(made.packed(DEEP, exif=made.exif(6)))
    assert np.array_equal(read_field(path), np.rot90(DEEP, -1))
    path.write_bytes(made.packed(RGB))
    assert np.array_equal(read_field(path), pictures.from_bytes(RGB))
