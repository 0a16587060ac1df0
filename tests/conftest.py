"""What cannot be tested in Pyodide, from the page's wheel: no command line, no AI, no processes, no readers."""

import sys

if sys.platform == "emscripten":
    collect_ignore_glob = [
        "formats/*",
        "cli/*",
        "batch/*",
        "ai/*",
        "test_api.py",
        "test_doctests.py",
        "test_fuzz.py",
        "test_harm.py",
        "test_layers.py",
        "test_packaging.py",
        "test_works_where.py",
    ]
