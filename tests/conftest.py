"""What cannot be tested where there are no processes and no tifffile: in Pyodide, where the page reads files itself."""

import sys

if sys.platform == "emscripten":
    collect_ignore_glob = [
        "formats/*",
        "cli/test_cutout.py",
        "ai/*",
        "test_api.py",
        "test_doctests.py",
        "test_packaging.py",
    ]
