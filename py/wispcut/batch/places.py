"""Photos and results in folders of this machine, or at an address (``s3://…``) that fsspec reads and writes."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any

from wispcut.core.errors import WispcutError
from wispcut.formats import files
from wispcut.formats.source import LARGEST_FILE

Place = Path | str
"""A path of this machine, or an address with ``://``."""


def place(text: str) -> Place:
    """What a name on the command line means; ``file://`` is a path."""
    if text.startswith("file://"):
        return Path(text.removeprefix("file://"))
    if "://" not in text:
        return Path(text)
    if find_spec("fsspec") is None:
        raise WispcutError("no_fsspec", f"{text} needs fsspec. Install wispcut[dask], or name a folder.")
    return text.rstrip("/")


def below(folder: Place, name: PurePosixPath) -> Place:
    """A file in a folder."""
    return folder / name if isinstance(folder, Path) else f"{folder}/{name}"


def found(folder: Place, suffixes: Iterable[str]) -> Iterator[tuple[PurePosixPath, str]]:
    """Every file below a folder whose suffix fits, by name, with what tells that it was changed; no hidden ones."""
    wanted = tuple(suffixes)
    if isinstance(folder, Path):
        if not folder.is_dir():
            raise WispcutError("no_folder", f"{folder} is not a folder. Name the folder of the photos.")
        names = sorted(path for path in folder.rglob("*") if path.suffix.lower() in wanted and path.is_file())
        for path in names:
            name = PurePosixPath(path.relative_to(folder).as_posix())
            if not _hidden(name):
                state = path.stat()
                yield name, f"{state.st_size}-{state.st_mtime_ns}"
        return
    with _remote(folder) as (system, root):
        listed: dict[str, dict[str, Any]] = system.find(root, detail=True)
        for key, about in sorted(listed.items()):
            name = PurePosixPath(key.removeprefix(root.rstrip("/") + "/"))
            if name.suffix.lower() in wanted and not _hidden(name):
                stamp = next(
                    (about[k] for k in ("ETag", "etag", "mtime", "LastModified", "created") if k in about), ""
                )
                yield name, f"{about.get('size')}-{stamp}"


def source(photo: Place) -> Path | bytes:
    """What :func:`wispcut.cut_out` reads: the path itself, or the bytes from the address."""
    if isinstance(photo, Path):
        return photo
    with _remote(photo) as (system, path):
        try:
            size = system.size(path) or 0
            if size > LARGEST_FILE:
                raise WispcutError(
                    "large_file", f"{photo} has {size / 1e6:.0f} MB; up to {LARGEST_FILE / 1e6:.0f} are read."
                )
            return bytes(system.cat_file(path))
        except FileNotFoundError:
            raise WispcutError("no_file", f"{photo} is not there. Check the name.") from None


def exists(target: Place) -> bool:
    """Whether a result is there."""
    if isinstance(target, Path):
        return target.exists()
    with _remote(target) as (system, path):
        return bool(system.exists(path))


def write(target: Place, data: bytes) -> None:
    """Write a file whole or not at all; its folder is made."""
    if isinstance(target, Path):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise files.not_written(target, error) from error
        files.write_bytes(target, data)
        return
    with _remote(target) as (system, path):
        folder, _, _ = path.rpartition("/")
        part = f"{folder}/.wispcut-{secrets.token_hex(8)}.part"
        try:
            system.makedirs(folder, exist_ok=True)
            system.pipe_file(part, data)
            system.mv(part, path)
        except OSError as error:
            raise files.not_written(PurePosixPath(target), error) from error


@contextmanager
def _remote(address: Place) -> Iterator[tuple[Any, str]]:
    """The file system of an address, and the path there; what its library complains of is told with the address."""
    try:
        system, path = import_module("fsspec.core").url_to_fs(str(address))
        yield system, path
    except (ImportError, ValueError) as error:
        raise WispcutError(
            "no_filesystem", f"{address} cannot be reached ({error}). Install what it needs."
        ) from error


def _hidden(name: PurePosixPath) -> bool:
    return any(part.startswith(".") for part in name.parts)
