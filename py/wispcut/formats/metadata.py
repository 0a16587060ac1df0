"""What a photo carries beside its pixels, and what of it a result keeps: resolution, EXIF, not the place.

``Image.Exif`` of Pillow reads and writes the block. Orientation and thumbnail never stay: the result is upright, and
the thumbnail shows the background that was taken away.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from PIL import ExifTags, Image

from wispcut.core.checks import check_choice

Keep = Literal["no-place", "all", "none"]
"""``no-place``: all but where the photo was taken. ``all``: the place, too. ``none``: nothing, not even resolution."""


@dataclass(frozen=True)
class Metadata:
    """``dpi``: dots per inch across and down, or None. ``exif``: the block as stored, or empty."""

    dpi: tuple[float, float] | None = None
    exif: bytes = b""

    def kept(self, keep: Keep = "no-place") -> "Metadata":
        """What a result carries of it."""
        check_choice("keep", keep, get_args(Keep))
        if keep == "none":
            return Metadata()
        return Metadata(self.dpi, _cleaned(self.exif, place=keep == "all"))


def metadata_of(image: Image.Image) -> Metadata:
    """Of a decoded picture."""
    dpi = image.info.get("dpi")
    exif = image.info.get("exif") or b""
    if isinstance(exif, Image.Exif):
        exif = exif.tobytes()
    if image.format == "TIFF" and not exif:
        exif = _described(image)
    good = isinstance(dpi, tuple) and len(dpi) == 2 and all(_positive(value) for value in dpi)
    return Metadata((float(dpi[0]), float(dpi[1])) if good and dpi is not None else None, bytes(exif))


def _positive(value: object) -> bool:
    try:
        return 1 < float(value) < 1e6  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError):
        return False


_TEXT_TAGS = (
    ExifTags.Base.ImageDescription,
    ExifTags.Base.Make,
    ExifTags.Base.Model,
    ExifTags.Base.Software,
    ExifTags.Base.DateTime,
    ExifTags.Base.Artist,
    ExifTags.Base.Copyright,
)


def _described(image: Image.Image) -> bytes:
    """The texts of a TIFF file's own tags, as an EXIF block."""
    tags = getattr(image, "tag_v2", {})
    exif = Image.Exif()
    for tag in _TEXT_TAGS:
        if isinstance(tags.get(tag), str):
            exif[tag] = tags[tag]
    return exif.tobytes() if len(exif) else b""


_BLOCKS = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo)


def _cleaned(data: bytes, *, place: bool) -> bytes:
    """An EXIF block without orientation and thumbnail; the place stays where that is asked."""
    if not data:
        return b""
    try:
        exif = Image.Exif()
        exif.load(data)
        out = Image.Exif()
        for tag, value in exif.items():
            if tag not in (ExifTags.Base.Orientation, *_BLOCKS):
                out[tag] = value
        for block in _BLOCKS if place else (ExifTags.IFD.Exif,):
            if values := exif.get_ifd(block):
                out.get_ifd(block).update(values)
        return out.tobytes() if len(out) or any(map(out.get_ifd, _BLOCKS)) else b""
    except Exception:  # a damaged block is not handed on
        return b""
