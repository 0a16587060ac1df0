"""A picture from the bytes of a file: its header is checked before a pixel is decoded, and odd files open, too.

Any failure becomes a ``WispcutError`` that says what to do. Nothing here changes pixels.
"""

import io
import math
import warnings
from importlib import import_module
from importlib.util import find_spec

from PIL import Image, UnidentifiedImageError

from wispcut.core.errors import WispcutError
from wispcut.formats import jpeg, png

MEGAPIXELS = 200
"""The largest photo that is opened; the header's size is checked before a pixel is decoded."""

TURNED = "stored_orientation"
"""The key in ``info`` for the orientation of a TIFF file, which its reader has turned already."""

_ORIENTATION = 274
PASSED = (WispcutError, MemoryError)
"""What a reader's failure is not: everything else that Pillow and tifffile raise means a damaged file, and they raise
many kinds."""

_HEIF = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_FILLERS = (b"", b"\xaa\x55" * 4096)


def decoded(data: bytes, name: str) -> Image.Image:
    """The first frame of a picture file, decoded: modes and values as stored.

    Raises ``WispcutError``: ``empty_file``, ``not_a_photo``, ``cut_short``, ``too_large``, ``unread_kind``.
    """
    if not data:
        raise WispcutError(
            "empty_file", f"{name} is not a photo: it is empty. Get it again from where it came."
        )
    _register(data, name)
    if png.is_padded(data):
        raise _no_photo(name, f": it has {png.MANY} nearly empty parts or more")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's words on odd files: the picture counts, or the error
        Image.MAX_IMAGE_PIXELS = None  # our own limit is checked on the header below, before decoding
        try:
            image: Image.Image = Image.open(io.BytesIO(data))
        except MemoryError:
            raise
        except Exception:
            try:
                image = _mended(data)
            except PASSED:
                raise
            except Exception:
                raise _no_photo(name) from None
        check_size(image.size, name)
        tags = getattr(image, "tag_v2", None)
        try:
            if tags is not None:  # of a TIFF; Pillow turns it and drops the tag as it loads
                image.info[TURNED] = _orientation(tags.get(_ORIENTATION))
            image.load()
        except MemoryError:
            raise
        except Exception:
            try:
                image = _mended(data)
                image.load()
            except PASSED:
                raise
            except Exception:
                raise _no_photo(name, " or is cut short") from None
    return image


def _orientation(value: object) -> int:
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def check_size(size: tuple[int, int], name: str) -> None:
    """Raise for a picture without pixels, or of more than are opened."""
    width, height = size
    if not width or not height:
        raise _no_photo(name, f": it is {width} x {height} px")
    if width * height > MEGAPIXELS * 1_000_000:
        megapixels = (
            math.ceil(width * height / 1e5) / 10
        )  # rounded up, so that it never reads as if it fitted
        raise WispcutError(
            "too_large",
            f"{name} is {width} x {height} px, {megapixels:.12g} megapixels; up to {MEGAPIXELS} are opened. "
            "Make it smaller.",
        )


def _no_photo(name: str, more: str = "") -> WispcutError:
    return WispcutError(
        "not_a_photo", f"{name} is not a photo{more}. Save it as JPEG, PNG or WebP and try again."
    )


def _mended(data: bytes) -> Image.Image:
    """A picture file that the decoder stumbles over, opened in another way; raises what the decoder does."""
    if data.startswith(png.SIGNATURE):
        return Image.open(io.BytesIO(png.mended(data)))
    if data.startswith(b"\xff\xd8"):
        return _without_end(jpeg.mended(data).removesuffix(b"\xff"))
    raise UnidentifiedImageError


def _without_end(data: bytes) -> Image.Image:
    """A JPEG file whose end marker may be missing, if all its pixels are there.

    libjpeg makes up what is missing without a word, so the scan is ended in two ways: only where nothing is missing
    the pixels do not depend on how.
    """
    one, other = (Image.open(io.BytesIO(data + filler + b"\xff\xd9")) for filler in _FILLERS)
    check_size(one.size, "the photo")
    if one.tobytes() != other.tobytes():
        raise OSError("the scan is cut short")
    return one


def _register(data: bytes, name: str) -> None:
    """HEIC, the phones' default, needs ``wispcut[heif]``; it is loaded for such a file only."""
    if data[4:8] != b"ftyp" or data[8:12] not in _HEIF:
        return
    if find_spec("pillow_heif") is None:
        raise WispcutError(
            "unread_kind",
            f"{name} is a HEIC photo. Install wispcut[heif], or save it as JPEG, and try again.",
        )
    import_module("pillow_heif").register_heif_opener()
