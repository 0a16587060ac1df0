"""Libraries compiled into the binaries of others: each is looked for by its mark.

Usage: parts_inside.py LIST.json BINARY_OR_WHEEL...

Prints JSON ``[{name, licence, by, version, within}]``; ``version`` is what the mark's group holds, or null. Exit code 1
where a mark is not found.
"""

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path


def binaries(places: list[str]) -> Iterator[tuple[str, str, bytes]]:
    """Name, what it is part of, and bytes of each binary, also of those in wheels."""
    for place in map(Path, places):
        if place.suffix == ".whl":
            with zipfile.ZipFile(place) as wheel:
                for name in wheel.namelist():
                    if name.endswith(".so"):
                        yield name, place.name.split("-")[0], wheel.read(name)
        else:
            yield place.name, place.name, place.read_bytes()


def main() -> None:
    """Look for every part of the list."""
    listed = json.loads(Path(sys.argv[1]).read_text())
    read = list(binaries(sys.argv[2:]))
    found = []
    for part in listed:
        mark = re.compile(part["proof"].encode())
        hits = [
            (whole, match)
            for name, whole, data in read
            if part["file"] in name and (match := mark.search(data))
        ]
        if not hits:
            sys.exit(f"{part['name']}: no mark in {part['file']}; see whether it is still in there")
        whole, match = hits[0]
        version = match.group(1).decode() if mark.groups else None
        found.append(
            {key: part[key] for key in ("name", "licence", "by")} | {"version": version, "within": whole}
        )
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
