"""Milliseconds from a slider's input event to the painted preview, on the built page in a real Chromium.

python -m bench.live PHOTO [--mask MASK] [--chromium PATH] [--moves N] [--json OUT.json]      after `npm run build`

Each knob is moved N times; before every move the page rests on a finished cutout. A small copy of the stage is looked
at in every frame, so what is measured is what is on the canvas, and up to one frame more. Wall time: run it on a quiet
machine. The first move of a knob stands apart: it may pay for what is made once. With a mask file the AI looks at
nothing, so the knobs of Enhance are left out.
"""

import argparse
import json
import os
import statistics
from pathlib import Path

from playwright.sync_api import sync_playwright

from testing.browser import DESKTOP, ROOT, installed, launch
from testing.person import LISTEN, Person
from testing.site import Site

KNOBS = [  # view, group, knob, positions by turns, the last one the default
    ("Cutout", "Edge", "Drop as background below", ("110", "40", "120", "60", "10")),
    ("Trimap", "Edge", "Width of the hair zone", ("25", "12", "30", "18", "5")),
    ("Matte", "Edge", "Keep as subject from", ("140", "200", "130", "180", "240")),
    ("Enhanced", "Enhance", "Smooth noise", ("8", "3", "10", "5", "0")),
    ("Enhanced", "Enhance", "Local contrast", ("4", "2", "6", "3", "1")),
    ("Enhanced", "Enhance", "Brightness of the middle tones", ("1.5", "0.7", "2", "1.2", "1")),
]


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("photo", type=Path)
    parser.add_argument("--mask", type=Path)
    parser.add_argument("--chromium", default=installed())
    parser.add_argument("--moves", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    site = Site(Path(os.environ.get("WISPCUT_DIST", ROOT / "dist")))
    rows = []
    with sync_playwright() as playwright:
        browser = launch(playwright, options.chromium)
        context = browser.new_context(viewport=DESKTOP, locale="en-GB")
        context.add_init_script(LISTEN)
        person = Person(context.new_page(), site, Path())
        person.arrive()
        if options.mask:
            person.use_mask(options.mask)
        person.choose(options.photo)
        person.wait_for_cutout()
        for view, group, knob, positions in KNOBS:
            if options.mask and group == "Enhance":
                continue
            person.unfold(group)
            person.pick(view)
            times = []
            for value in (positions * options.moves)[: options.moves]:
                with person.something_runs():
                    times.append(person.milliseconds_to_paint(knob, value))
            if value != positions[-1]:
                person.move(knob, float(positions[-1]))
            rows.append({"knob": knob, "view": view, "milliseconds": times})
        browser.close()
    site.stop()
    print(f"{'knob':34}{'view':10}{'first':>8}{'median':>8}{'worst':>8}  ms from input to paint")
    for row in rows:
        first, *later = row["milliseconds"]
        print(f"{row['knob']:34}{row['view']:10}{first:8.0f}{statistics.median(later):8.0f}{max(later):8.0f}")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
