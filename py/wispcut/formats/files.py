"""Pictures and reports on disk, for the command line alone. Errors are one sentence for people."""

import errno
import json
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from wispcut.core.errors import WispcutError
from wispcut.core.pixels import from_bytes

MEGAPIXELS = 200
"""The largest photo that is opened; the header's size is checked before a pixel is decoded."""

PICTURES = (".png", ".webp")
MAPS = (".tif", ".tiff")
"""The suffixes that are written."""

_ADVICE = {
    errno.ENOSPC: "Free some space",
    errno.EDQUOT: "Free some space",
    errno.EACCES: "Allow writing there, or write somewhere else",
    errno.EPERM: "Allow writing there, or write somewhere else",
    errno.EROFS: "Allow writing there, or write somewhere else",
    errno.ENAMETOOLONG: "Choose a shorter name",
}

Bytes = NDArray[np.uint8]


def read_photo(path: Path) -> Bytes:
    """Read a photo as ``(H, W, 4)`` straight sRGB bytes, orientation applied."""
    with _opened(path) as image:
        upright = ImageOps.exif_transpose(image)
        return np.asarray(_in_srgb(upright), np.uint8)


def read_grey(path: Path) -> Bytes:
    """Read a mask or trimap as ``(H, W)`` bytes; of a picture with transparency its alpha counts."""
    with _opened(path) as image:
        upright = ImageOps.exif_transpose(image)
        if "A" in upright.getbands():
            return np.asarray(upright.getchannel("A"), np.uint8)
        return np.asarray(upright.convert("L"), np.uint8)


def read_field(path: Path) -> NDArray[np.float32]:
    """Read a float, 16-bit or 32-bit picture ``(H, W)`` in its own range, or any photo as RGB in [0, 1]."""
    with _opened(path) as image:
        if image.mode == "F" or image.mode.startswith("I"):
            return np.asarray(image, np.float32)
    return from_bytes(read_photo(path)[..., :3])


def write_picture(path: Path, pixels: Bytes) -> None:
    """Write ``(H, W)`` grey, ``(H, W, 3)`` or ``(H, W, 4)`` straight-alpha bytes, lossless, as the suffix says."""
    kind = "WEBP" if path.suffix.lower() == ".webp" else "PNG"
    options: dict[str, Any] = {"lossless": True, "exact": True} if kind == "WEBP" else {}
    _write(path, lambda out: Image.fromarray(pixels).save(out, kind, **options))


def write_map(path: Path, values: NDArray[np.float32]) -> None:
    """Write a float map as TIFF: ``(H, W)`` as one 32-bit page, ``(H, W, C)`` as a page a channel."""
    planes = [values] if values.ndim == 2 else [values[..., c] for c in range(values.shape[2])]
    pages = [Image.fromarray(np.ascontiguousarray(plane, np.float32)) for plane in planes]
    _write(path, lambda out: pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:]))


def read_json(path: Path) -> Any:
    """Read a JSON file."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
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


def check_writable(*pictures: Path | None, maps: Sequence[Path] = (), report: Path | None = None) -> None:
    """Raise before any work is done when a result could not be written in the end."""
    seen: set[Path] = set()
    for path, suffixes in [*((p, PICTURES) for p in pictures), *((p, MAPS) for p in maps), (report, ())]:
        if path is None:
            continue
        if not path.parent.is_dir():
            raise WispcutError(
                "no_folder", f"{path.parent} is not a folder. Create it, or write somewhere else."
            )
        if path.is_dir():
            raise WispcutError("is_folder", f"{path} is a folder. Name a file in it.")
        if suffixes and path.suffix.lower() not in suffixes:
            raise WispcutError(
                "bad_suffix", f"{path} must end in {' or '.join(suffixes)}: nothing else is written there."
            )
        if path.resolve() in seen:
            raise WispcutError("same_file", f"{path} would be written twice. Give each result its own name.")
        seen.add(path.resolve())


class _opened:
    """Open an image, its header checked, as a context; any failure inside becomes a ``WispcutError``."""

    def __init__(self, path: Path):
        self.path = path

    def __enter__(self) -> Image.Image:
        try:
            Image.MAX_IMAGE_PIXELS = None  # our own limit is checked on the header below, before decoding
            self.image = Image.open(self.path)
            width, height = self.image.size
        except FileNotFoundError:
            raise WispcutError("no_file", f"{self.path} is not there. Check the name.") from None
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
            raise self._error(error) from None
        if width * height > MEGAPIXELS * 1_000_000:
            self.image.close()
            raise WispcutError(
                "too_large",
                f"{self.path} has {width * height / 1e6:.0f} megapixels; up to {MEGAPIXELS} fit. Make it smaller.",
            )
        return self.image

    def __exit__(self, kind: type | None, error: BaseException | None, trace: object) -> None:
        self.image.close()
        if isinstance(error, (OSError, SyntaxError, ValueError)):
            raise self._error(error, " or is cut short") from error

    def _error(self, error: Exception, more: str = "") -> WispcutError:
        if isinstance(error, IsADirectoryError):
            return WispcutError("is_folder", f"{self.path} is a folder. Name a photo in it.")
        if (
            isinstance(error, OSError) and error.errno is not None
        ):  # the system's; Pillow's own have no number
            return WispcutError(
                "not_readable",
                f"{self.path} could not be read ({error.strerror}). Allow reading it, or copy it elsewhere.",
            )
        return WispcutError(
            "not_a_photo", f"{self.path} is not a photo{more}. Save it as JPEG, PNG or WebP and try again."
        )


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            alpha = image.getchannel("A") if image.mode == "RGBA" else None
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            colours = image.convert("RGB") if image.mode == "RGBA" else image
            managed = ImageCms.profileToProfile(
                colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            if managed is not None:
                if alpha is not None:
                    managed.putalpha(alpha)
                return managed.convert("RGBA")
        except ImageCms.PyCMSError:
            pass  # a broken profile: the colours are taken as sRGB, as browsers do
    return image.convert("RGBA")


def _write(path: Path, save: Callable[[Any], object]) -> None:
    """Write next to the target and rename, so that a failure never leaves half a file."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w+b") as out:  # Pillow reads its TIFF pages back
            save(out)
        part.replace(path)
    except BaseException as error:
        part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            advice = _ADVICE.get(error.errno or 0, "Write somewhere else")
            raise WispcutError(
                "not_written", f"{path} could not be written ({error.strerror}). {advice}."
            ) from error
        raise
