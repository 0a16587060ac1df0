"""Memory while the queue works: many photos on the built page in a real Chromium, with the real AI and Pyodide.

python -m bench.queue_memory [--photos 50] [--side 1600] [--chromium PATH] [--json OUT.json]      after `npm run build`

The photos are crops of scikit-image's samples, no two alike. After some of them, and after the last: the page's
JavaScript heap, what the page and each kind of worker hold by the browser's own count (both after a collection), and
the proportional set size of all of Chromium's processes, which only Linux tells. One photo of 1600² is 10 MB as RGBA.
A WebAssembly heap never shrinks: the workers' columns rise to what the hardest photo so far needed, and stay.
"""

import argparse
import json
import os
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from testing.browser import DESKTOP, ROOT, launch
from testing.memory import photos, run
from testing.person import LISTEN, SMALL_AI, Person, remembering
from testing.site import Site


def main() -> None:
    """Run, print, write the JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--photos", type=int, default=50)
    parser.add_argument("--side", type=int, default=1600)
    parser.add_argument("--chromium", default=None)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    after = sorted({n for n in (3, 6, 12, 25, 50, 100, options.photos) if n <= options.photos})
    site = Site(Path(os.environ.get("WISPCUT_DIST", ROOT / "dist")))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright, options.chromium)
        context = browser.new_context(viewport=DESKTOP, locale="en-GB")
        context.add_init_script(LISTEN)
        context.add_init_script(remembering(SMALL_AI))
        person = Person(context.new_page(), site, Path(folder))
        person.arrive()
        names = ("photos", "page heap", "page", "mask", "python", "codec", "processes")
        print("".join(f"{name:>12}" for name in names) + "  (megabytes)")
        rows = run(person, photos(Path(folder), options.photos, options.side), after)
        browser.close()
    site.stop()
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
