"""Files of every kind that people bring, made from scikit-image's astronaut: the page and the package read the same."""

import io
import struct

import numpy as np
import pillow_heif
from PIL import Image
from skimage import data
from wispcut.formats import icc

from testing import made

ROWS, COLUMNS = 96, 144
RGB = np.ascontiguousarray(data.astronaut()[:ROWS, 150 : 150 + COLUMNS])
GREY = np.ascontiguousarray(RGB[..., 1])
DEEP = (GREY * np.uint16(257)) ^ np.uint16(37)
ALPHA = np.rint(np.linspace(0, 255, GREY.size)).reshape(GREY.shape).astype(np.uint8)
RGBA = np.dstack([RGB, ALPHA])
P3 = icc.profile(icc.PRIMARIES[12], icc.SRGB_CURVE)
GAMA = made.chunk(b"gAMA", struct.pack(">I", 55556))
CICP = made.chunk(b"cICP", bytes([12, 13, 0, 1]))


def heic(image: Image.Image, **options) -> bytes:
    """A HEIC file as phones write them."""
    pillow_heif.register_heif_opener()
    out = io.BytesIO()
    image.save(out, "HEIF", quality=90, **options)
    return out.getvalue()


def _tiff(values: np.ndarray, **options) -> bytes:
    return made.tiff(values, **({"photometric": "rgb"} if values.ndim == 3 else {}) | options)


def photos() -> dict[str, bytes]:
    """Photos by name."""
    image, turned = Image.fromarray(RGB), made.exif(6)
    palette = image.quantize(60)
    both = Image.merge("LA", [Image.fromarray(GREY), Image.fromarray(ALPHA)])
    inks = image.convert("CMYK")
    lossless = {"lossless": True, "exact": True}
    tag = [(274, "H", 1, 8, True)]
    late = made.chunk(b"eXIf", turned[6:] if turned.startswith(b"Exif") else turned)
    return {
        "grey 16.png": made.packed(DEEP),
        "grey 16 with a profile.png": made.packed(DEEP, icc_profile=made.grey_profile(1)),
        "grey 16.tiff": _tiff(DEEP),
        "grey 12.tiff": _tiff(DEEP, photometric="miniswhite"),
        "colour 16.png": made.png16(RGB * np.uint16(257)),
        "colour 16.tiff": _tiff(RGB * np.uint16(257), iccprofile=P3),
        "colour 16 planes.tiff": _tiff(np.moveaxis(RGB * np.uint16(257), 2, 0), planarconfig="separate"),
        "colour 16 predicted.tiff": _tiff(RGB * np.uint16(257), compression="zlib", predictor=True),
        "colour 16 predicted, big-endian.tiff": _tiff(
            RGB * np.uint16(257), compression="zlib", predictor=True, byteorder=">"
        ),
        "colour 8 tiles.tiff": _tiff(RGB, tile=(32, 48)),
        "lzw.tiff": made.packed(image, "TIFF", compression="tiff_lzw"),
        "deflated.tiff": made.packed(image, "TIFF", compression="tiff_adobe_deflate"),
        "packbits.tiff": made.packed(image, "TIFF", compression="packbits"),
        "palette.tiff": made.packed(palette, "TIFF"),
        "one bit.tiff": made.packed(Image.fromarray(GREY > 99), "TIFF"),
        "inks.tiff": made.packed(inks, "TIFF"),
        "alpha.tiff": made.packed(RGBA, "TIFF"),
        "float.tiff": _tiff((GREY / 255).astype(np.float32)),
        "float colour.tiff": _tiff((RGB / 255).astype(np.float32)),
        "half float.tiff": _tiff((RGB / 255).astype(np.float16)),
        "double.tiff": _tiff(GREY / 255),
        "big-endian.tiff": _tiff(RGB, byteorder=">"),
        "big.tiff": _tiff(RGB, bigtiff=True),
        "turned.tiff": _tiff(RGB, extratags=tag),
        "turned 16.tiff": _tiff(RGB * np.uint16(257), extratags=tag),
        "turned.png": made.packed(RGB, exif=turned),
        "turned behind.png": made.with_chunks(made.packed(RGB), late, after=b"IDAT"),
        "turned.webp": made.packed(RGB, "WEBP", exif=turned, **lossless),
        "turned.jpg": made.packed(RGB, "JPEG", exif=turned),
        "palette P3.png": made.packed(palette, icc_profile=P3),
        "palette alpha.png": made.packed(palette, transparency=bytes(range(0, 240, 4))),
        "grey profile.png": made.packed(GREY, icc_profile=made.grey_profile(1)),
        "grey alpha profile.png": made.packed(both, icc_profile=made.grey_profile(2)),
        "alpha P3.png": made.packed(RGBA, icc_profile=P3),
        "alpha gAMA.png": made.with_chunks(made.packed(RGBA), GAMA),
        "alpha cICP.png": made.with_chunks(made.packed(RGBA), CICP),
        "alpha 16.png": made.png16(RGBA * np.uint16(257)),
        "alpha.webp": made.packed(RGBA, "WEBP", **lossless),
        "alpha P3.webp": made.packed(RGBA, "WEBP", icc_profile=P3, **lossless),
        "turned alpha.webp": made.packed(RGBA, "WEBP", exif=turned, **lossless),
        "gAMA.png": made.with_chunks(made.packed(RGB), GAMA),
        "cICP.png": made.with_chunks(made.packed(RGB), CICP),
        "P3.jpg": made.packed(RGB, "JPEG", quality=95, icc_profile=P3),
        "broken profile.jpg": made.packed(RGB, "JPEG", icc_profile=b"x" * 400),
        "broken profile.png": made.packed(RGB, icc_profile=b"x" * 400),
        "profile for grey.png": made.packed(RGB, icc_profile=made.grey_profile(1)),
        "HDR.png": made.with_chunks(made.packed(RGB), made.chunk(b"cICP", bytes([9, 16, 0, 1]))),
        "points of no triangle.png": made.with_chunks(
            made.packed(RGB), made.chunk(b"cHRM", struct.pack(">8I", *[31270] * 8))
        ),
        "cut out hard.webp": made.packed(np.dstack([RGB, ALPHA // 128 * 255]), "WEBP", **lossless),
        "inks with a profile.tiff": made.packed(inks, "TIFF", icc_profile=b"x" * 400),
        "packed by JPEG.tiff": made.packed(image, "TIFF", compression="jpeg"),
        "inks.jpg": made.packed(inks, "JPEG", quality=95),
        "phone.heic": heic(image),
        "P3.heic": heic(image, icc_profile=P3),
        "P3 by numbers.heic": heic(image, color_primaries=12, transfer_characteristics=13),
        "alpha.heic": heic(Image.fromarray(RGBA)),
        "turned.heic": heic(image, exif=turned),
    }


def masks() -> dict[str, bytes]:
    """Masks by name, of the photos' shape."""
    y, x = np.mgrid[:ROWS, :COLUMNS]
    soft = np.rint(np.clip((40 - np.hypot(y - 48, x - 72)) / 12, 0, 1) * 255).astype(np.uint8)
    hard = (soft > 127).astype(np.uint8)
    opaque = np.full_like(soft, 255)
    planes = [Image.fromarray(plane) for plane in (soft, soft, soft, opaque)]
    return {
        "opaque RGBA.png": made.packed(Image.merge("RGBA", planes)),
        "opaque LA.png": made.packed(Image.merge("LA", planes[2:])),
        "cutout.png": made.packed(np.dstack([RGB, soft])),
        "0 and 1.png": made.packed(hard),
        "0 and 1 in 16 bits.png": made.packed(hard.astype(np.uint16)),
        "bytes in 16 bits.tiff": _tiff(soft.astype(np.uint16)),
        "16 bits.png": made.packed(soft * np.uint16(257)),
        "16 bits.tiff": _tiff(soft * np.uint16(257)),
        "float.tiff": _tiff((soft / 255).astype(np.float32)),
        "with a profile.png": made.packed(soft, icc_profile=made.grey_profile(1)),
        "with gAMA.png": made.with_chunks(made.packed(soft), GAMA),
        "P3.jpg": made.packed(np.dstack([soft] * 3), "JPEG", quality=95, icc_profile=P3),
        "grey.heic": heic(planes[0]),
    }
