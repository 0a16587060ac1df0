"""What the page weighs and how soon it answers, against a budget, on the built page in a real Chromium.

python -m bench.page_budget [--runs 3] [--chromium PATH] [--json OUT.json]      after `npm run build`

Two visits with a new profile each: as this machine is, and as Lighthouse looks at phones (1.6 Mbit/s, 150 ms there and
back, processor four times slower). Shell: the files that the page needs to be used, gzipped as hosts send them and,
in the page's own count, as they came. Interactive: when the last task of more than 50 ms ends that is followed by two
quiet seconds, at the earliest the first paint of content. The best of the runs counts: the machine may be
shared. Exit code 1 over budget.
"""

import argparse
import gzip
import json
import os
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from testing.browser import ROOT, launch
from testing.site import Site

BUDGET = {"shell, gzipped, kB": 200, "first paint, ms": 1000, "interactive, ms": 1500}
DECODERS = {"libheif": 480, "heif": 32, "lcms": 120, "profile": 16, "tiff": 18}
"""What reads rare kinds of files, gzipped, kB: loaded when such a file comes, never by a first visit."""
PHONE_BUDGET = {"first paint, ms": 3500, "interactive, ms": 6000}
QUIET = 2000

WATCH = """new PerformanceObserver((list) => {
    for (const task of list.getEntries()) (globalThis.ends ??= []).push(task.startTime + task.duration);
}).observe({ type: 'longtask', buffered: true })"""
TIMES = """async (quiet) => {
    const paint = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    const last = () => Math.max(paint(), ...(globalThis.ends ?? []));
    while (paint() === undefined || performance.now() - last() < quiet) await new Promise((go) => setTimeout(go, 100));
    return { 'first paint, ms': Math.round(paint()), 'interactive, ms': Math.round(last()) };
}"""


def shell(folder: Path) -> dict[str, int]:
    """Kilobytes of what a first visit needs before anything is asked of it: page, script, styles, font, the largest of
    the languages, of which a visit loads one.
    """
    needed = [
        path
        for path in (
            folder / entry["path"] for entry in json.loads((folder / "files.json").read_text())["shell"]
        )
        if path.suffix in {".html", ".js", ".css", ".woff2"} and "worker" not in path.name
    ]
    spoken = [path for path in needed if re.match(r"[a-z]{2}-", path.name)]
    largest = max(spoken, key=lambda path: path.stat().st_size)
    needed = [path for path in needed if path not in spoken or path == largest]
    packed = sum(
        path.stat().st_size if path.suffix == ".woff2" else len(gzip.compress(path.read_bytes(), 6, mtime=0))
        for path in needed
    )
    return {
        "shell, gzipped, kB": round(packed / 1000),
        "shell, as stored, kB": round(sum(path.stat().st_size for path in needed) / 1000),
    }


def decoders(folder: Path) -> dict[str, int]:
    """Kilobytes of each decoder, gzipped; raises where one is part of the shell."""
    listed = json.loads((folder / "files.json").read_text())
    if any("decoder-" in entry["path"] for entry in listed["shell"]):
        raise SystemExit("a decoder is part of the shell")
    found = {}
    for name in DECODERS:
        paths = [p["path"] for p in listed["assets"] if p["path"].startswith(f"assets/decoder-{name}-")]
        size = sum(len(gzip.compress((folder / path).read_bytes(), 6, mtime=0)) for path in paths)
        found[f"{name}, kB"] = round(size / 1000)
    return found


def visit(browser: Browser, site: Site, *, phone: bool) -> dict[str, int]:
    """One first visit."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
    )
    page = context.new_page()
    page.add_init_script(WATCH)
    if phone:
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        speed = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
        devtools.send("Network.emulateNetworkConditions", speed)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(site.address, wait_until="commit")
    page.get_by_label("Choose photo").wait_for(state="attached")
    # a first visit to a plain host loads itself once more, to be isolated: then both loads count
    times = None
    while times is None:
        try:
            times = page.evaluate(TIMES, QUIET)
        except Exception as error:
            if "context was destroyed" not in str(error):
                raise
    context.close()
    return times


def main() -> None:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--chromium", default=None)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    folder = Path(os.environ.get("WISPCUT_DIST", ROOT / "dist"))
    site = Site(folder)
    found = {"this machine": shell(folder), "slow phone": {}, "decoders": decoders(folder)}
    with sync_playwright() as playwright:
        browser = launch(playwright, options.chromium)
        for name, phone in (("this machine", False), ("slow phone", True)):
            visits = [visit(browser, site, phone=phone) for _ in range(options.runs)]
            found[name] |= {key: min(each[key] for each in visits) for key in visits[0]}
        browser.close()
    site.stop()
    over = False
    limits = {f"{name}, kB": limit for name, limit in DECODERS.items()}
    for name, budget in (("this machine", BUDGET), ("slow phone", PHONE_BUDGET), ("decoders", limits)):
        for key, value in found[name].items():
            limit = budget.get(key)
            too_much = limit is not None and value > limit
            over |= too_much
            print(
                f"{name:14}{key:24}{value:8}{'' if limit is None else f'  of {limit}'}{'  OVER' if too_much else ''}"
            )
    if options.json:
        options.json.write_text(json.dumps(found, indent=1))
    sys.exit(int(over))


if __name__ == "__main__":
    main()
