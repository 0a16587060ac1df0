"""The whole way of a photo as a person waits for it, beside ``@imgly/background-removal`` alone on a page of its own.

npm run bench -- way [--runs 3] [--rows first small] [--compare OLD.json] [--out bench/results/way.json]

Seconds, medians of the runs, in one Chromium, one page after the other; this machine should do nothing else. `first`:
a new profile, from the address to the cutout; the others: from the choice of a file to the cutout on a page that has
made one before, `download` with the saved PNG. `first_look` is when the first sketch stands on the stage, as a
share of @imgly's time. `stages` is how long the status line named each of them. Beside the
JSON a page with charts is written. `solve` times survey and tiles of the same photos in the engine without its page,
with one worker and two. `--compare` takes each row's ratio to @imgly of the same run (so that another machine's
figures can be compared), prints its quotient with that of an older JSON, and fails past 1.25.
"""

import argparse
import base64
import contextlib
import itertools
import json
import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from skimage import data

from bench.imgly.site import imgly_alone
from bench.way_charts import charts
from testing.browser import DESKTOP, ROOT, harness, launch
from testing.person import LISTEN, MINUTE, Person, with_cores
from testing.site import Site

WORSE = 1.25
SEE_SKETCH = """new MutationObserver(() => {
    const { ariaLabel } = document.querySelector('.photo-canvas') ?? {};
    if (/first sketch/.test(ariaLabel)) globalThis.sketched ??= performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true })"""
"""Notes when the stage shows a first sketch."""


class Row(NamedTuple):
    """One line of the table."""

    title: str
    photo: str
    first: bool = False
    download: bool = False
    cores: int | None = None


ROWS = {
    "first": Row("first visit, 0.26 MP", "small", first=True),
    "small": Row("warm, 0.26 MP", "small"),
    "hair": Row("warm, 0.5 MP, much hair", "hair"),
    "one-worker": Row("warm, 0.5 MP, much hair, one worker", "hair", cores=1),
    "large": Row("warm, 12 MP, and its download", "large", download=True),
}


def draw(folder: Path) -> dict[str, Path]:
    """The photos: the astronaut, the cat (fur all around) at 0.5 MP, the astronaut at 12 MP."""
    astronaut, cat = Image.fromarray(data.astronaut()), Image.fromarray(data.chelsea())
    pictures = {
        "small": astronaut,
        "hair": cat.resize((867, 577), Image.Resampling.LANCZOS),
        "large": astronaut.resize((3464, 3464), Image.Resampling.BICUBIC),
    }
    for name, picture in pictures.items():
        picture.save(folder / f"{name}.png")
    return {name: folder / f"{name}.png" for name in pictures}


@contextlib.contextmanager
def profile(browser: Browser, cores: int | None = None):
    """A new page in a new profile."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB")
    context.set_default_timeout(10 * MINUTE)
    context.add_init_script(LISTEN)
    context.add_init_script(SEE_SKETCH)
    if cores is not None:
        context.add_init_script(with_cores(cores))
    yield context.new_page()
    context.close()


def stages(said: list[dict], begin: float) -> dict[str, float]:
    """Seconds that the status line named each stage, from ``begin`` (ms) on; figures in the words are left out."""
    out: dict[str, float] = {}
    for now, then in itertools.pairwise(said):
        name = re.sub(r"[\d.,]+\s*(%|MB|of)?|[…]", "", now["words"]).strip() or "nothing said"
        seconds = (then["time"] - max(now["time"], begin)) / 1000
        if seconds > 0:
            out[name] = round(out.get(name, 0) + seconds, 3)
    return out


def ours(browser: Browser, site: Site, row: Row, photo: Path, folder: Path) -> dict:
    """One walk through Wispcut."""
    with profile(browser, row.cores) as page:
        person = Person(page, site, folder)
        start = time.perf_counter()
        person.arrive()
        if not row.first:
            person.choose(photo)
            person.wait_for_cutout(10)
            person.go_home()
            start = time.perf_counter()
        heard = len(person.heard())
        begin = page.evaluate("globalThis.sketched = undefined, performance.now()")
        before = time.perf_counter() - start
        with person.something_runs() if not row.first else contextlib.nullcontext():
            person.choose(photo)
        person.wait_for_cutout(10)
        if row.first:
            person.hears("^Cutout ready")
        until = time.perf_counter() - start
        sketched = page.evaluate("globalThis.sketched ?? null")
        found = {"seconds": until, "stages": stages(page.evaluate("heard")[max(heard - 1, 0) :], begin)}
        found["first_look"] = None if sketched is None else before + (sketched - begin) / 1000
        if row.download:
            saving = time.perf_counter()
            person.save("Download cutout").unlink()
            found["stages"]["download"] = time.perf_counter() - saving
            found["seconds"] = time.perf_counter() - start
        return found


def alone(browser: Browser, address: str, row: Row, photo: Path) -> dict:
    """The same with @imgly's own page."""

    def once(page: Page) -> None:
        page.get_by_label("Choose photo").set_input_files(str(photo))
        done = page.get_by_role("status")
        expect(done).to_have_text(re.compile("^(Cutout ready|Failed)"), timeout=10 * MINUTE)
        if not done.inner_text().startswith("Cutout ready"):
            raise RuntimeError(done.inner_text())

    with profile(browser) as page:
        start = time.perf_counter()
        page.goto(address)
        if not page.evaluate("crossOriginIsolated"):
            raise RuntimeError(
                "the page of @imgly alone must be isolated: without threads it is no fair match"
            )
        if not row.first:
            once(page)
            page.get_by_label("Choose photo").set_input_files([])
            start = time.perf_counter()
        once(page)
        return {"seconds": time.perf_counter() - start}


def measure(names: list[str], runs: int, executable: str | None) -> dict:
    """All rows, the two pages in turn within each run."""
    found: dict = {"runs": runs, "cores": os.cpu_count(), "rows": {}}
    with (
        tempfile.TemporaryDirectory() as name,
        imgly_alone() as address,
        sync_playwright() as playwright,
    ):
        folder = Path(name)
        photos = draw(folder)
        site = Site(ROOT / "dist")
        browser = launch(playwright, executable)
        for key in names:
            row = ROWS[key]
            pairs = []
            for _ in range(runs):
                theirs = alone(browser, address, row, photos[row.photo])
                pairs.append((ours(browser, site, row, photos[row.photo], folder), theirs))
            mine = sorted((pair[0] for pair in pairs), key=lambda one: one["seconds"])[(runs - 1) // 2]
            theirs = statistics.median(pair[1]["seconds"] for pair in pairs)
            with Image.open(photos[row.photo]) as picture:
                megapixels = picture.width * picture.height / 1e6
            found["rows"][key] = {
                "title": row.title,
                "megapixels": round(megapixels, 2),
                "wispcut": round(mine["seconds"], 2),
                "imgly": round(theirs, 2),
                "first_look": None if mine["first_look"] is None else round(mine["first_look"] / theirs, 2),
                "ratio": round(mine["seconds"] / theirs, 2),
                "stages": {stage: round(seconds, 2) for stage, seconds in mine["stages"].items()},
            }
            print(line(found["rows"][key]), flush=True)
        browser.close()
        site.stop()
    return found


SOLVE = """async ({bytes}) => {
    const {engine} = wispcut;
    const file = new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], 'photo.png');
    await engine.run(await engine.open(file), {});
    const {timings, summary} = await engine.run(await engine.open(file), {});
    return {unknown: summary.unknown, survey: timings.survey / 1000, refine: timings.refine / 1000,
        workers: wispcut.states.at(-1).size};
}"""


def solve(names: list[str], executable: str | None) -> list[dict]:
    """Survey and tiles of the rows' photos, with one worker and two."""
    found = []
    with tempfile.TemporaryDirectory() as folder, harness(executable) as (browser, address):
        photos = draw(Path(folder))
        for photo in dict.fromkeys(ROWS[key].photo for key in names):
            for cores in (1, 2):
                with profile(browser, cores) as page:
                    page.goto(address)
                    packed = base64.b64encode(photos[photo].read_bytes()).decode()
                    found.append({"photo": photo, **page.evaluate(SOLVE, {"bytes": packed})})
                print(json.dumps(found[-1]), flush=True)
    return found


def line(row: dict) -> str:
    """One row in words."""
    shares = ", ".join(f"{name} {seconds:.1f}" for name, seconds in row["stages"].items() if seconds >= 0.1)
    return (
        f"{row['title']:36s} @imgly {row['imgly']:6.1f} s   Wispcut {row['wispcut']:6.1f} s   "
        f"ratio {row['ratio']:.2f}   first look {row.get('first_look')}   ({shares})"
    )


def compared(old: dict, new: dict) -> dict[str, float]:
    """How the ratio to @imgly changed, by row; only rows that both have."""
    both = [key for key in new["rows"] if key in old["rows"]]
    return {key: new["rows"][key]["ratio"] / old["rows"][key]["ratio"] for key in both}


def main() -> int:
    """Measure, print, write; exit code 1 where a row became worse than it may."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=list(ROWS))
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM"))
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results" / "way.json")
    parser.add_argument("--compare", type=Path, metavar="OLD.json")
    options = parser.parse_args()
    old = json.loads(options.compare.read_text()) if options.compare else None
    found = measure(options.rows, options.runs, options.chromium)
    found["solve"] = solve(options.rows, options.chromium)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(found, indent=1) + "\n")
    options.out.with_suffix(".html").write_text(charts(found), encoding="utf-8")
    print(f"written: {options.out} and {options.out.with_suffix('.html').name}")
    if old is None:
        return 0
    changes = compared(old, found)
    for key, change in changes.items():
        print(f"{ROWS[key].title:36s} {change:.2f} of before{'   WORSE' if change > WORSE else ''}")
    return int(any(change > WORSE for change in changes.values()))


if __name__ == "__main__":
    sys.exit(main())
