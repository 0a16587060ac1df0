"""Pack the source code of the site as it is built, to be handed out with it: the AGPL asks for it.

Usage: source.py ROOT OUT.tar.gz

Every file that git knows, as it lies in the checkout; without git (an unpacked source archive), every file that
``.gitignore`` does not name. The same files give the same bytes: sorted, without dates, owners and umask.
"""

import fnmatch
import gzip
import io
import subprocess
import sys
import tarfile
from pathlib import Path


def listed(root: Path) -> list[str]:
    """Paths of the source files, relative to the root, sorted."""
    if (root / ".git").exists():
        told = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, stdout=subprocess.PIPE).stdout
        names = told.decode().split("\0")
    else:
        names = [path.relative_to(root).as_posix() for path in sorted(root.rglob("*"))]
        rules = [rule.strip("/") for rule in (root / ".gitignore").read_text().split()]
        names = [name for name in names if not ignored(name, rules)]
    return sorted(name for name in names if name and (root / name).is_file())


def ignored(name: str, rules: list[str]) -> bool:
    """Whether a rule names the path, a folder above it, or their last words."""
    places = [name, *map(str, Path(name).parents)]
    return any(
        fnmatch.fnmatch(place, rule) or fnmatch.fnmatch(Path(place).name, rule)
        for place in places
        for rule in rules
    )


def pack(root: Path, out: Path) -> None:
    """Write the archive."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in listed(root):
            data = (root / name).read_bytes()
            entry = tarfile.TarInfo(f"wispcut/{name}")
            entry.size, entry.mode = len(data), 0o644
            archive.addfile(entry, io.BytesIO(data))
    out.write_bytes(gzip.compress(raw.getvalue(), compresslevel=9, mtime=0))


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]))
