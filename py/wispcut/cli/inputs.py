"""Which photos are meant: files, folders, patterns, and a pipe; and where each result goes."""

import glob
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from wispcut.core.errors import WispcutError

PIPE = "-"
SUFFIXES = (
    ".jpg", ".jpeg", ".jpe", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".avif", ".heic", ".heif", ".jp2",
)  # fmt: skip
"""What a folder is looked through for; a file that is named is read whatever its suffix."""


def expanded(names: Iterable[str]) -> list[Path]:
    """Every photo once, in the order given; a folder's by name, with all below it; patterns where no shell did it."""
    found: dict[Path, None] = {}
    for name in names:
        path = Path(name)
        if path.is_dir():
            found |= dict.fromkeys(photos_in(path))
        elif not path.exists() and glob.has_magic(name):
            matches = sorted(Path(match) for match in glob.glob(name, recursive=True))
            found |= dict.fromkeys(match for match in matches if match.is_file())
        else:
            found[path] = None
    if not found:
        raise WispcutError("no_photo", f"No photo in {', '.join(names)}. Name files, folders or patterns.")
    return list(found)


def photos_in(folder: Path) -> list[Path]:
    """Every picture below a folder, by name; what is hidden is left out."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )


def targets(names: Iterable[str], photos: Iterable[Path], out: Path, suffix: str) -> dict[Path, Path]:
    """Where each photo's result goes: below ``out`` as the photo lies below its folder, with another suffix.

    Two photos of one name (``a.jpg``, ``a.png``) keep their own suffix in it: ``a.jpg.png``.
    """
    folders = [Path(name) for name in names if Path(name).is_dir()]
    chosen = list(photos)
    results = renamed([PurePosixPath(_below(photo, folders).as_posix()) for photo in chosen], suffix)
    return {photo: out / result for photo, result in zip(chosen, results, strict=True)}


def renamed(photos: Iterable[PurePosixPath], suffix: str) -> list[PurePosixPath]:
    """The name of each photo's result, in the same order: no two are the same."""
    names = list(photos)
    taken = Counter(name.with_suffix(suffix) for name in names)
    results: list[PurePosixPath] = []
    used: set[PurePosixPath] = set()
    for name in names:
        place = name.with_suffix(suffix)
        if taken[place] > 1:
            place = place.with_name(name.name + suffix)
        number, free = 2, place
        while free in used:  # the same name from two folders that were named one by one
            free, number = place.with_stem(f"{place.stem} ({number})"), number + 1
        used.add(free)
        results.append(free)
    return results


def _below(photo: Path, folders: list[Path]) -> Path:
    for folder in folders:
        if folder in photo.parents:
            return photo.relative_to(folder)
    return Path(photo.name)


def piped() -> bytes:
    """The photo that comes through standard input."""
    data = sys.stdin.buffer.read()
    if not data:
        raise WispcutError("no_photo", "Nothing came through the pipe. Send a photo, or name a file.")
    return data
