"""Results and reports on disk: checked before the work, written whole or not at all. Errors are for people."""

import errno
import json
import secrets
import tempfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from wispcut.core import plain_json
from wispcut.core.errors import WispcutError
from wispcut.formats.metadata import Metadata
from wispcut.formats.psd import encode_psd
from wispcut.formats.source import Pixels

KINDS = {
    ".png": "PNG",
    ".webp": "WEBP",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".psd": "PSD",
}
"""What a picture's suffix says that it is."""
PICTURES = tuple(KINDS)
SUFFIXES = {"png": ".png", "webp": ".webp", "jpeg": ".jpg", "tiff": ".tif", "psd": ".psd"}
"""The suffix of each format that the settings name."""
MATTES = (".png", ".webp", ".tif", ".tiff")
MAPS = (".tif", ".tiff")
"""The suffixes that are written."""

_ELSEWHERE = "Allow writing there, or write somewhere else"
_ADVICE = {
    errno.ENOSPC: "Free some space",
    errno.EDQUOT: "Free some space",
    errno.EACCES: _ELSEWHERE,
    errno.EPERM: _ELSEWHERE,
    errno.EROFS: _ELSEWHERE,
    errno.ENAMETOOLONG: "Choose a shorter name",
}

Bytes = NDArray[np.uint8]


DEEP = ("PNG", "TIFF")
"""The kinds that hold 16 bits."""
FULL_COLOUR = 90
"""The JPEG quality from which on colours have the same resolution as brightness: coloured edges stay sharp."""


def kind_of(path: PurePath) -> str:
    """The kind of file that a name means: ``PNG`` where it means none."""
    return KINDS.get(path.suffix.lower(), "PNG")


def write_picture(path: Path, pixels: Pixels, metadata: Metadata | None = None, *, quality: int = 90) -> None:
    """Write ``(H, W)`` grey, ``(H, W, 3)`` or ``(H, W, 4)`` straight-alpha bytes as the suffix says; all kinds but
    JPEG are lossless. Grey may be uint16, in a PNG or TIFF."""
    _write(path, lambda out: save_picture(out, pixels, kind_of(path), metadata, quality=quality))


def packed(pixels: Pixels, kind: str, metadata: Metadata | None = None, *, quality: int = 90) -> bytes:
    """A picture as the bytes of a file of ``kind``."""
    out = BytesIO()
    save_picture(out, pixels, kind, metadata, quality=quality)
    return out.getvalue()


def save_picture(
    out: Any, pixels: Pixels, kind: str, metadata: Metadata | None = None, *, quality: int = 90
) -> None:
    """Write a picture of ``kind`` ``PNG``, ``WEBP``, ``JPEG``, ``TIFF`` or ``PSD`` (one layer) into an open file.

    ``quality``: of a JPEG, 1 to 100. Raises ``WispcutError``: ``jpeg_transparent`` for a JPEG of what can be seen
    through, ``deep_kind`` for 16 bits in anything but :data:`DEEP`.
    """
    how: dict[str, Any] = {"lossless": True, "exact": True}
    if kind == "PNG":
        # runs, no search for matches: a fifth of the time at about the same size (decision note 0043)
        how = {"compress_type": zlib.Z_RLE}
    elif kind == "TIFF":
        # Pillow writes EXIF's nested tags into an uncompressed file only; a lost date is worse than a large file
        nested = metadata is not None and metadata.exif
        how = {} if nested else {"compression": "tiff_adobe_deflate"}
    check_depth(kind, 8 * pixels.dtype.itemsize)
    if kind == "PSD":
        rgba = np.asarray(Image.fromarray(pixels).convert("RGBA"))
        out.write(encode_psd(rgba, rgba, dpi=None if metadata is None else metadata.dpi))
        return
    if kind == "JPEG":
        if pixels.ndim == 3 and pixels.shape[2] == 4:
            if pixels[..., 3].min() < 255:
                raise jpeg_transparent()
            pixels = pixels[..., :3]
        full = quality >= FULL_COLOUR
        how = {"quality": quality, "subsampling": "4:4:4" if full else "4:2:0", "optimize": True}
    if metadata is not None and metadata.exif:
        how["exif"] = metadata.exif
    if metadata is not None and metadata.dpi is not None and kind != "WEBP":
        how["dpi"] = metadata.dpi
    Image.fromarray(pixels).save(out, kind, **how)


def check_depth(kind: str, bits: int) -> None:
    """Raise for more bits than a kind of file holds."""
    if bits > 8 and kind not in DEEP:
        raise WispcutError(
            "deep_kind",
            f"A mask of {bits} bits fits in no {kind}. Write a PNG or TIFF, or set export.mask_bits to 8.",
        )


def jpeg_transparent() -> WispcutError:
    """The error of a JPEG without a background."""
    return WispcutError(
        "jpeg_transparent",
        "A JPEG has no transparency. Choose a background, such as --background white or cutout.background, or write "
        "PNG, WebP or TIFF.",
    )


def write_map(path: Path, values: NDArray[np.float32]) -> None:
    """Write a float map as TIFF: ``(H, W)`` as one 32-bit page, ``(H, W, C)`` as a page a channel."""
    planes = [values] if values.ndim == 2 else [values[..., c] for c in range(values.shape[2])]
    pages = [Image.fromarray(np.ascontiguousarray(plane, np.float32)) for plane in planes]
    _write(path, lambda out: pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:]))


def read_json(path: Path) -> Any:
    """Read a JSON file in UTF-8, UTF-16 or UTF-32, with or without a byte-order mark."""
    try:
        return plain_json.parse(path.read_bytes())
    except FileNotFoundError:
        raise WispcutError("no_file", f"{path} is not there. Check the name.") from None
    except (OSError, ValueError) as error:
        raise WispcutError(
            "bad_json", f"{path} is not readable as JSON ({error}). Mend or remove it."
        ) from None


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file that is made already."""
    _write(path, lambda out: out.write(data))


def write_json(path: Path, value: Any) -> None:
    """Write a report as JSON."""
    text = json.dumps(value, indent=1, allow_nan=False) + "\n"
    _write(path, lambda out: out.write(text.encode()))


def check_writable(
    *pictures: Path | None,
    mattes: Sequence[Path | None] = (),
    maps: Sequence[Path] = (),
    report: Path | None = None,
    inputs: Iterable[Path | None] = (),
) -> None:
    """Raise before any work is done when a result could not be written in the end, or would overwrite an input."""
    seen: set[Path] = set()
    given = [path for path in inputs if path is not None]
    wanted: list[tuple[Path | None, tuple[str, ...]]] = [(p, PICTURES) for p in pictures]
    wanted += [*((p, MATTES) for p in mattes), *((p, MAPS) for p in maps), (report, ())]
    for path, suffixes in wanted:
        if path is None:
            continue
        if suffixes and path.suffix.lower() not in suffixes:
            raise WispcutError(
                "bad_suffix",
                f"{path} must end in {', '.join(suffixes[:-1])} or {suffixes[-1]}: nothing else is written there.",
            )
        _check_place(path)
        if path.resolve() in seen:
            raise WispcutError("same_file", f"{path} would be written twice. Give each result its own name.")
        if any(_same(path, other) for other in given):
            raise WispcutError(
                "overwrites_input",
                f"{path} is what is read, and would be lost. Give the result another name.",
            )
        seen.add(path.resolve())


def _check_place(path: Path) -> None:
    """Raise where a file of this name cannot be written."""
    try:
        if not path.parent.is_dir():
            raise WispcutError(
                "no_folder", f"{path.parent} is not a folder. Create it, or write somewhere else."
            )
        path.lstat()  # a name that is too long fails here, whether or not the file is there
        if path.is_dir():
            raise WispcutError("is_folder", f"{path} is a folder. Name a file in it.")
    except FileNotFoundError:
        pass
    except OSError as error:
        raise not_written(path, error) from None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".wispcut-"):
            pass
    except OSError as error:
        raise not_written(path, error) from None


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _write(path: Path, save: Callable[[Any], object]) -> None:
    """Write next to the target under a short name and rename, so that a failure never leaves half a file."""
    part = path.with_name(f".wispcut-{secrets.token_hex(8)}.part")
    try:
        with part.open("x+b") as out:  # Pillow reads its TIFF pages back
            save(out)
        part.replace(path)
    except BaseException as error:
        part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise not_written(path, error) from error
        raise


def not_written(path: PurePath, error: OSError) -> WispcutError:
    """The error of a file that could not be written, with what to do."""
    shown = path.name if len(path.name) < 80 else f"{path.name[:40]}…{path.suffix}"
    advice = _ADVICE.get(error.errno or 0, "Write somewhere else")
    return WispcutError(
        "not_written", f"{path.parent / shown} could not be written ({error.strerror or error}). {advice}."
    )
