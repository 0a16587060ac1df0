"""The network's files: in pieces that are named by their SHA-256, so that a wrong one is never used.

They come once from their npm package, by npm itself, and stay in ``WISPCUT_HOME`` (by default the user's cache folder).
A folder of pieces that is there already serves as well: ``--model-dir``, or the site's own in a checkout.
"""

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from wispcut.core.errors import WispcutError

PRECISIONS = ("isnet_fp16", "isnet_quint8")
_CHECKOUT = Path(__file__).parents[3] / "public" / "assets"


def pins() -> dict[str, Any]:
    """The package, its SHA-256, and the pieces of each network in order."""
    found: dict[str, Any] = json.loads(files("wispcut.ai").joinpath("pins.json").read_text("utf-8"))
    return found


def home() -> Path:
    """Where files are kept: ``WISPCUT_HOME``, or the user's cache folder."""
    named = os.environ.get("WISPCUT_HOME")
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "wispcut"


def holds(precision: str, folder: Path | None = None) -> bool:
    """Whether a network's pieces are all there; ``folder``: looked through alone, and an error where it lacks one."""
    pieces = pins()["models"][precision]
    there = any(all((place / piece).is_file() for piece in pieces) for place in _places(folder))
    if folder is not None and not there:
        raise _absent(precision, folder)
    return there


def size() -> int:
    """What is fetched, in MB."""
    return round(int(pins()["package"]["bytes"]) / 1e6)


def network(precision: str, folder: Path | None = None) -> bytes:
    """The ONNX file of a network: checked, and fetched where no folder has it.

    ``folder``: look there and nowhere else. Raises ``WispcutError``: ``no_model`` with what to do.
    """
    pieces = pins()["models"][precision]
    for place in _places(folder):
        found = _joined(place, pieces)
        if found is not None:
            return found
    if folder is not None:
        raise _absent(precision, folder)
    fetch(home() / "models")
    found = _joined(home() / "models", pieces)
    if found is None:
        raise WispcutError(
            "no_model", f"The network {precision} is not in its package. Install wispcut again."
        )
    return found


def fetch(target: Path) -> None:
    """Get the package by npm, check it, and unpack its pieces into ``target``; pieces that are there are kept."""
    pin = pins()["package"]
    npm = shutil.which("npm")
    if npm is None:
        raise WispcutError(
            "no_model",
            "The AI's files are fetched by npm, which is not there. Install Node.js, or name a folder that has them: "
            "--model-dir, or WISPCUT_HOME.",
        )
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target, prefix=".fetch-") as folder:
        wanted = f"{pin['name']}@{pin['version']}"
        command = [
            npm,
            "pack",
            "--silent",
            "--cache",
            str(target.parent / "npm"),
            "--pack-destination",
            folder,
            wanted,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        archive = Path(folder) / pin["file"]
        if done.returncode or not archive.is_file():
            why = " ".join(done.stderr.split())[:300] or f"npm ended with {done.returncode}"
            raise WispcutError(
                "no_model", f"npm could not fetch {wanted} ({why}). Check the connection and try again."
            )
        if _sha256(archive) != pin["sha256"]:
            raise WispcutError(
                "bad_model",
                f"{pin['file']} does not have its pinned SHA-256. Do not use it; try again later.",
            )
        unpack(archive, target)


def unpack(archive: Path, target: Path) -> None:
    """The pieces of every network, out of their package; each is checked and moved to its place when it is whole."""
    missing = {p for pieces in pins()["models"].values() for p in pieces if not (target / p).is_file()}
    with tarfile.open(archive) as package:
        for member in package:
            name = Path(member.name).name
            source = package.extractfile(member) if name in missing else None
            if source is None:
                continue
            data = source.read()
            if hashlib.sha256(data).hexdigest() != name:
                raise WispcutError("bad_model", f"The piece {name} of the network is damaged. Try again.")
            part = target / f".{secrets.token_hex(8)}.part"
            part.write_bytes(data)
            part.replace(target / name)


def _absent(precision: str, folder: Path) -> WispcutError:
    return WispcutError(
        "no_model", f"{folder} does not hold the network {precision}. Name the folder of its pieces, or none."
    )


def _places(folder: Path | None) -> list[Path]:
    return [folder] if folder is not None else [home() / "models", *_checkouts()]


def _checkouts() -> Iterator[Path]:
    """Folders of the site that this package is a part of, when it runs from a checkout."""
    if _CHECKOUT.is_dir():
        yield from sorted(_CHECKOUT.glob("ai-*"))


def _joined(folder: Path, pieces: list[str]) -> bytes | None:
    """All pieces in one, or None where one is missing; a damaged one is an error."""
    parts = []
    for piece in pieces:
        try:
            data = (folder / piece).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest() != piece:
            raise WispcutError(
                "bad_model", f"{folder / piece} is damaged. Delete it, and run the same command again."
            )
        parts.append(data)
    return b"".join(parts)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
