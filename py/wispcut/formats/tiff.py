"""TIFF files whose colour has more than 8 bits a channel, which Pillow cuts or does not open: read by tifffile."""

import io
import logging

import numpy as np
from PIL import Image

from wispcut.formats.depth import sixteen_bits, to_eight
from wispcut.formats.opening import PASSED, TURNED, check_size
from wispcut.formats.orientation import upright
from wispcut.formats.source import Pixels

_BEGINNINGS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_ICC, _ORIENTATION, _ASSOCIATED = 34675, 274, 1


def deep_colour(data: bytes, name: str, notices: list[str]) -> Image.Image | None:
    """The first page as 8 bits, upright, its profile in ``info``; None for files that Pillow reads as well."""
    if data[:4] not in _BEGINNINGS:
        return None
    try:
        import tifffile
    except ImportError:  # the page's Python has none, and reads no files
        return None
    log = logging.getLogger("tifffile")
    log.addFilter(_silent)  # it complains of odd tags; the picture counts, or Pillow's answer
    try:
        with tifffile.TiffFile(io.BytesIO(data)) as file:
            page = file.pages[0]
            assert isinstance(page, tifffile.TiffPage)
            colour = page.photometric in (0, 1, 2)
            if (
                page.dtype is None
                or not colour
                or page.dtype.itemsize == 1
                or not 1 <= page.samplesperpixel <= 4
            ):
                return None
            if page.samplesperpixel == 1 and page.dtype in (np.uint16, np.float32):
                return None
            check_size((page.imagewidth, page.imagelength), name)
            values = np.asarray(page.asarray())
            tags = page.tags
            profile = tags[_ICC].value if _ICC in tags else None
            turned = int(tags[_ORIENTATION].value) if _ORIENTATION in tags else 1
            associated = page.extrasamples[:1] == (_ASSOCIATED,)
            planar = page.planarconfig == 2
    except PASSED:
        raise
    except Exception:
        return None  # damaged, or packed in a way that Pillow may know
    finally:
        log.removeFilter(_silent)
    image = Image.fromarray(_bytes(values, planar and values.ndim == 3, associated, turned, name, notices))
    image.info[TURNED] = turned
    if profile:
        image.info["icc_profile"] = bytes(profile)
    return image


def _silent(record: logging.LogRecord) -> bool:
    return False


def _bytes(
    values: Pixels, planar: bool, associated: bool, turned: int, name: str, notices: list[str]
) -> Pixels:
    planes = np.moveaxis(values, 0, -1) if planar else np.atleast_3d(values)
    if planes.dtype.kind == "f" and planes.dtype != np.float32:
        planes = planes.astype(np.float32)
    if planes.dtype == np.uint32:
        planes = (planes.astype(np.uint32) >> np.uint32(16)).astype(np.uint16)
    deep = sixteen_bits(planes, name, notices)
    if associated:
        alpha = np.maximum(deep[..., -1:].astype(np.uint32), 1)
        straight = np.minimum((deep[..., :-1] * np.uint32(65535) + alpha // 2) // alpha, 65535)
        deep = np.concatenate([straight.astype(np.uint16), deep[..., -1:]], axis=2)
    out = to_eight(upright(deep, turned))  # type: ignore[arg-type]
    return out[..., 0] if out.shape[2] == 1 else out
