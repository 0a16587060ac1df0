"""Take wheels apart, leave out what the browser never needs, and put them together again, byte for byte repeatable.

Usage: wheels.py unpack WHEEL FOLDER NAME [--wheel-inside PATH]
       wheels.py pack FOLDER OUT

``unpack`` leaves out what RULES say for NAME.
``pack`` writes a wheel with a fresh RECORD, sorted names and a fixed date.
"""

import base64
import fnmatch
import hashlib
import io
import sys
import zipfile
from pathlib import Path

EVERYWHERE = [
    "*/tests/*",
    "*/test/*",
    "*/testing/tests/*",
    "*.pyx",
    "*.pxd",
    "*.pxi",
    "*.h",
    "*.c",
    "*.cpp",
    "*.a",
    "*.lib",
    "*.f90",
]
#: What each package can do without. numpy.f2py stays: scipy.linalg imports it.
RULES = {
    "numpy": [
        "numpy/_core/include/*",
        "numpy/_core/lib/*",
        "numpy/random/lib/*",
        "numpy/doc/*",
        "numpy/_pyinstaller/*",
        "numpy/*_tests*.so",
        "numpy/_core/_simd.*",
    ],
    "scipy": [
        f"scipy/{part}/*"
        for part in (
            "stats",
            "optimize",
            "signal",
            "interpolate",
            "io",
            "integrate",
            "cluster",
            "odr",
            "datasets",
            "misc",
            "differentiate",
            "fftpack",
            "constants",
        )
    ]
    + [
        "scipy/_lib/_test_*",
        "scipy/ndimage/_ctest*",
        "scipy/ndimage/_cytest*",
        "scipy/special/_test_internal*",
        "scipy/special/_precompute/*",
    ],
    "scikit-image": ["*.so", "skimage/data/*", "scikit_image.libs/*"],
    "lazy_loader": [],
    # Of the command line and of programs. The pipeline stays: in Pyodide, tests compare the page's steps with it.
    "wispcut": [
        *(f"wispcut/{part}/*" for part in ("ai", "batch", "cli", "formats")),
        "wispcut/api.py",
        "wispcut/__main__.py",
        "*.dist-info/entry_points.txt",
    ],
    "pillow": [],
}
#: What a rule above would take and a package still needs.
KEEP = {
    "scikit-image": ["skimage/data/__init__.py*", "skimage/data/_*.py"],
    "scipy": ["scipy/constants/*"],
    "numpy": ["numpy/testing/*.py", "numpy/testing/_private/*"],
}
DATE = (2020, 1, 1, 0, 0, 0)


def wanted(path: str, name: str) -> bool:
    """Whether a file of the package ``name`` stays."""
    if any(fnmatch.fnmatch(path, rule) for rule in KEEP.get(name, [])):
        return "/tests/" not in path
    return not any(fnmatch.fnmatch(path, rule) for rule in EVERYWHERE + RULES[name])


def unpack(wheel: str, folder: str, name: str, inside: str | None) -> None:
    """Unpack the wanted files of a wheel, or of a wheel inside a wheel whose SHA-256 is given as ``path#hash``."""
    archive = zipfile.ZipFile(wheel)
    if inside:
        path, _, expected = inside.partition("#")
        data = archive.read(path)
        got = hashlib.sha256(data).hexdigest()
        if got != expected:
            sys.exit(f"{path} has the SHA-256 {got}, not {expected} as pinned")
        archive = zipfile.ZipFile(io.BytesIO(data))
    for item in archive.infolist():
        if item.is_dir() or not wanted(item.filename, name):
            continue
        target = Path(folder) / item.filename
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(archive.read(item))


def pack(folder: str, out: str) -> None:
    """Write the files of ``folder`` as a wheel."""
    root = Path(folder)
    info = next(root.glob("*.dist-info"))
    meta = info / "WHEEL"
    if "py3-none-any" in out:
        lines = [
            line
            for line in meta.read_text().splitlines()
            if not line.startswith(("Tag:", "Root-Is-Purelib:"))
        ]
        meta.write_text(
            "\n".join([*[x for x in lines if x], "Root-Is-Purelib: true", "Tag: py3-none-any"]) + "\n"
        )
    record = info / "RECORD"
    record.unlink(missing_ok=True)
    names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    rows = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in names:
            data = (root / name).read_bytes()
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            rows.append(f"{name},sha256={digest},{len(data)}")
            write(archive, name, data)
        place = record.relative_to(root).as_posix()
        write(archive, place, ("\n".join([*rows, f"{place},,"]) + "\n").encode())


def write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add one file with a fixed date and mode."""
    entry = zipfile.ZipInfo(name, DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


if __name__ == "__main__":
    if sys.argv[1] == "unpack":
        unpack(sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[6] if len(sys.argv) > 5 else None)
    else:
        pack(sys.argv[2], sys.argv[3])
