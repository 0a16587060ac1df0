"""Colours to sRGB: through an embedded profile, or through what a PNG says of its colours in numbers.

In a PNG the most exact word counts: cICP, then the profile, then sRGB, then gAMA with cHRM (as PNG's third edition
says). What is broken is left aside with a notice: a broken profile is no broken photo. Alpha is never touched.
"""

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from PIL import Image, ImageCms

from wispcut.core.pixels import linear_to_srgb
from wispcut.formats import icc, png

_SPACES = {"RGB": "RGB ", "RGBA": "RGB ", "L": "GRAY", "LA": "GRAY", "CMYK": "CMYK", "LAB": "Lab "}
_NAMES = {"RGB ": "colour", "GRAY": "grey", "CMYK": "CMYK", "Lab ": "Lab"}

Numbers = tuple[icc.Points, icc.Curve]


def to_srgb(
    image: Image.Image, original: Image.Image, data: bytes, name: str, notices: list[str]
) -> Image.Image:
    """A picture of 8 bits as ``RGBA`` in sRGB.

    ``image``: in a mode of :data:`wispcut.formats.depth.PLAIN`. ``original``: as decoded, with what the file says.
    ``data``: the file. ``notices``: gets a sentence where colours could not be converted.
    """
    numbers = _numbers(original, data, name, notices)
    if numbers is None:
        embedded = original.info.get("icc_profile")
        if embedded:
            try:
                return _through(image, embedded)
            except (ImageCms.PyCMSError, OSError, ValueError, TypeError) as error:
                why = "does not fit its pixels" if isinstance(error, _Unfit) else "is broken"
                notices.append(f"the colour profile of {name} {why}: its colours are taken as sRGB")
        elif image.mode == "LAB":
            return _through(image, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes())
        return image.convert("RGBA")
    points, curve = numbers
    if image.mode in ("L", "LA"):  # grey stays grey whatever the primaries
        return _curved(image, curve)
    try:
        return _through(image, icc.profile(points, curve))
    except (ImageCms.PyCMSError, OSError, ValueError):
        notices.append(f"what {name} says of its colours makes no sense: they are taken as sRGB")
        return image.convert("RGBA")


def deep_grey(
    values: np.ndarray, original: Image.Image, data: bytes, name: str, notices: list[str]
) -> Image.Image | None:
    """A grey picture of 16 bits as ``RGBA`` in sRGB, converted before it is reduced to 8 bits; None without profile."""
    numbers = _numbers(original, data, name, notices)
    if numbers is not None:
        linear = icc.decode(values / 65535.0, numbers[1]).astype(np.float32)
        return Image.fromarray(np.rint(linear_to_srgb(linear) * 255).astype(np.uint8)).convert("RGBA")
    embedded = original.info.get("icc_profile")
    if not embedded:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(embedded))
        if source.profile.xcolor_space != "GRAY":
            return None
        return Image.fromarray(_grey_table(source, np.arange(65536, dtype=np.uint16))[values]).convert("RGBA")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _grey_table(source: ImageCms.ImageCmsProfile, levels: np.ndarray) -> np.ndarray:
    """RGB bytes ``(N, 3)`` of grey levels, 8 or 16 bits: a level at a time, because the interpolation of whole pictures
    misses the darkest ones by up to ten bytes."""
    ramp = Image.fromarray(levels[None])
    srgb = ImageCms.createProfile("sRGB")
    transform = ImageCms.buildTransform(source, srgb, ramp.mode, "RGB", flags=ImageCms.Flags.NOOPTIMIZE)
    managed = ImageCms.applyTransform(ramp, transform)
    assert managed is not None  # it is, unless the change is made in place
    table: np.ndarray = np.asarray(managed)[0]
    return table


class _Unfit(ValueError):
    """A profile for another kind of pixels."""


def _numbers(original: Image.Image, data: bytes, name: str, notices: list[str]) -> Numbers | None:
    """Chromaticities and curve of a PNG or HEIC, or None where it has none, has a better word, or means sRGB."""
    if original.format == "HEIF":
        return _nclx(original.info)
    if original.format != "PNG":
        return None
    code = png.cicp(data)
    if code is not None:
        primaries, transfer, matrix, full = code
        if primaries in icc.PRIMARIES and transfer in icc.TRANSFERS and matrix == 0 and full == 1:
            return icc.PRIMARIES[primaries], icc.TRANSFERS[transfer]
        notices.append(
            f"{name} names colours that are not known here (cICP {code}): they are not converted by it"
        )
    info = original.info
    if "icc_profile" in info or "srgb" in info:
        return None
    gamma, points = info.get("gamma"), info.get("chromaticity")
    if not gamma and not points:
        return None
    curve: icc.Curve = (1 / gamma,) if gamma and 0.01 < gamma < 100 else icc.SRGB_CURVE
    return (tuple(points) if points and len(points) == 8 else icc.SRGB_POINTS), curve


def _nclx(info: Mapping[Any, Any]) -> Numbers | None:
    """The primaries that a HEIC without a profile names; its curve is taken as sRGB's, as cameras mean it."""
    said = info.get("nclx_profile")
    primaries = said.get("color_primaries") if isinstance(said, dict) else None
    points = icc.PRIMARIES.get(int(primaries)) if primaries is not None else None
    if points is None or points == icc.SRGB_POINTS or "icc_profile" in info:
        return None
    return points, icc.SRGB_CURVE


def _through(image: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    space = source.profile.xcolor_space
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colours = image.convert(image.mode[:-1]) if alpha is not None else image
    if colours.mode == "L" and space == "RGB ":
        colours = colours.convert("RGB")
    if _SPACES[colours.mode] != space:
        raise _Unfit(f"a profile for {_NAMES.get(space, space)}")
    if space == "GRAY":
        table = _grey_table(source, np.arange(256, dtype=np.uint8))
        out = Image.fromarray(table[np.asarray(colours)]).convert("RGBA")
        if alpha is not None:
            out.putalpha(alpha)
        return out
    managed = ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    assert managed is not None  # it is, unless the change is made in place
    out = managed.convert("RGBA")
    if alpha is not None:
        out.putalpha(alpha)
    return out


def _curved(image: Image.Image, curve: icc.Curve) -> Image.Image:
    levels = linear_to_srgb(icc.decode(np.arange(256) / 255.0, curve).astype(np.float32))
    table = np.rint(levels * 255).astype(int).tolist()
    grey = image.getchannel("L").point(table)
    out = grey.convert("RGBA")
    if image.mode == "LA":
        out.putalpha(image.getchannel("A"))
    return out
