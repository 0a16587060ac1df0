"""What wheels say of their licences, as JSON: ``[{name, version, licence, texts: {path: text}}]``.

Usage: wheel_licences.py WHEEL...
"""

import json
import re
import sys
import zipfile
from email import message_from_bytes

TEXT = re.compile(r"(^|/)(licen[cs]es?|copying|notice)[^/]*$|_licen[cs]e[^/]*$", re.IGNORECASE)


def read(wheel: str) -> dict[str, object]:
    """Name, version, licence and licence texts of one wheel."""
    archive = zipfile.ZipFile(wheel)
    names = archive.namelist()
    (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
    said = message_from_bytes(archive.read(metadata))
    texts = {
        name: archive.read(name).decode("utf-8", "replace") for name in sorted(names) if TEXT.search(name)
    }
    licence = said["License-Expression"] or next(
        (
            line.rsplit(" :: ", 1)[1]
            for line in said.get_all("Classifier", [])
            if line.startswith("License ::")
        ),
        (said["License"] or "").strip().split("\n")[0],
    )
    return {"name": said["Name"], "version": said["Version"], "licence": licence, "texts": texts}


if __name__ == "__main__":
    json.dump([read(wheel) for wheel in sys.argv[1:]], sys.stdout)
