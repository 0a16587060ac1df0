"""Results and reports on disk: checked before the work, written whole or not at all. Errors are for people."""

import errno
import json
import secrets
import tempfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from wispcut.core.errors import WispcutError
from wispcut.formats.metadata import Metadata

PICTURES = (".png", ".webp")
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


def write_picture(path: Path, pixels: Bytes, metadata: Metadata | None = None) -> None:
    """Write ``(H, W)`` grey, ``(H, W, 3)`` or ``(H, W, 4)`` straight-alpha bytes, lossless, as the suffix says."""
    kind = "WEBP" if path.suffix.lower() == ".webp" else "PNG"
    _write(path, lambda out: save_picture(out, pixels, kind, metadata))


def packed(pixels: Bytes, kind: str, metadata: Metadata | None = None) -> bytes:
    """A picture as the bytes of a file of ``kind``."""
    out = BytesIO()
    save_picture(out, pixels, kind, metadata)
    return out.getvalue()


def save_picture(out: Any, pixels: Bytes, kind: str, metadata: Metadata | None = None) -> None:
    """Write a picture of ``kind`` ``PNG`` or ``WEBP`` into an open binary file."""
    options: dict[str, Any] = {"lossless": True, "exact": True}
    if (
        kind == "PNG"
    ):  # runs, no search for matches: a fifth of the time at about the same size (decision note 0043)
        options = {"compress_type": zlib.Z_RLE}
    if metadata is not None and metadata.exif:
        options["exif"] = metadata.exif
    if metadata is not None and metadata.dpi is not None and kind == "PNG":
        options["dpi"] = metadata.dpi
    Image.fromarray(pixels).save(out, kind, **options)


def write_map(path: Path, values: NDArray[np.float32]) -> None:
    """Write a float map as TIFF: ``(H, W)`` as one 32-bit page, ``(H, W, C)`` as a page a channel."""
    planes = [values] if values.ndim == 2 else [values[..., c] for c in range(values.shape[2])]
    pages = [Image.fromarray(np.ascontiguousarray(plane, np.float32)) for plane in planes]
    _write(path, lambda out: pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:]))


def read_json(path: Path) -> Any:
    """Read a JSON file in UTF-8, UTF-16 or UTF-32, with or without a byte-order mark."""
    try:
        data = path.read_bytes()
        return json.loads(data.decode(json.detect_encoding(data)))
    except FileNotFoundError:
        raise WispcutError("no_file", f"{path} is not there. Check the name.") from None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise WispcutError(
            "bad_json", f"{path} is not readable as JSON ({error}). Mend or remove it."
        ) from None


def write_json(path: Path, value: Any) -> None:
    """Write a report as JSON."""
    text = json.dumps(value, indent=1, allow_nan=False) + "\n"
    _write(path, lambda out: out.write(text.encode()))


def check_writable(
    *pictures: Path | None,
    maps: Sequence[Path] = (),
    report: Path | None = None,
    inputs: Iterable[Path | None] = (),
) -> None:
    """Raise before any work is done when a result could not be written in the end, or would overwrite an input."""
    seen: set[Path] = set()
    given = [path for path in inputs if path is not None]
    for path, suffixes in [*((p, PICTURES) for p in pictures), *((p, MAPS) for p in maps), (report, ())]:
        if path is None:
            continue
        if suffixes and path.suffix.lower() not in suffixes:
            raise WispcutError(
                "bad_suffix", f"{path} must end in {' or '.join(suffixes)}: nothing else is written there."
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
        raise _not_written(path, error) from None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".wispcut-"):
            pass
    except OSError as error:
        raise _not_written(path, error) from None


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
            raise _not_written(path, error) from error
        raise


def _not_written(path: Path, error: OSError) -> WispcutError:
    shown = path.name if len(path.name) < 80 else f"{path.name[:40]}…{path.suffix}"
    advice = _ADVICE.get(error.errno or 0, "Write somewhere else")
    return WispcutError(
        "not_written", f"{path.parent / shown} could not be written ({error.strerror}). {advice}."
    )
