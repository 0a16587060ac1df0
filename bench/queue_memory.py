"""Memory while the queue works: many photos on the built page in a real Chromium, with the real AI and Pyodide.

python bench/queue_memory.py [--photos 50] [--side 1600] [--chromium PATH] [--json OUT.json]      after `npm run build`

The photos are crops of scikit-image's samples, no two alike. After some of them, and after the last: the page's
JavaScript heap, what the page and each kind of worker hold by the browser's own count (both after a collection), and
the proportional set size of all of Chromium's processes, which only Linux tells. One photo of 1600² is 10 MB as RGBA.
A WebAssembly heap never shrinks: the workers' columns rise to what the hardest photo so far needed, and stay.
"""

import argparse
import json
import os
import re
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import expect, sync_playwright
from skimage import data

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.chromium import launch  # noqa: E402
from e2e.conftest import DESKTOP, SMALL_AI  # noqa: E402
from e2e.person import LISTEN, MINUTE, Person, remembering  # noqa: E402
from e2e.site import Site  # noqa: E402

HELD = """async () => {
    if (!globalThis.crossOriginIsolated || !performance.measureUserAgentSpecificMemory) return null;
    const { breakdown } = await performance.measureUserAgentSpecificMemory();
    const held = { page: 0, mask: 0, python: 0, codec: 0 };
    for (const { bytes, attribution } of breakdown) {
        const whose = Object.keys(held).find((name) => attribution[0]?.url.includes(`${name}.worker`));
        held[whose ?? 'page'] += bytes / 1e6;
    }
    return held;
}"""
"""The browser's own count by who holds it, WebAssembly's heaps included; a heap never shrinks."""


def photos(folder: Path, count: int, side: int) -> list[Path]:
    """``count`` crops of three samples, each shifted and turned in its own way, enlarged to ``side``."""
    rng = np.random.default_rng(0)
    samples = [data.astronaut(), data.coffee()[:, 100:500], data.chelsea()[:, 75:375]]
    paths = []
    for index in range(count):
        sample = samples[index % 3]
        least = min(sample.shape[:2])
        size = int(least * rng.uniform(0.85, 1))
        top, left = (int(rng.integers(0, n - size + 1)) for n in sample.shape[:2])
        crop = sample[top : top + size, left : left + size]
        crop = crop[:, ::-1] if index % 2 else crop
        paths.append(folder / f"photo-{index + 1:02}.jpg")
        Image.fromarray(np.ascontiguousarray(crop)).resize((side, side)).save(paths[-1], quality=90)
    return paths


def tree(root: int) -> list[int]:
    """A process and all that it started."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(words[1]), []).append(int(stat.parent.name))
    found = [root]
    for pid in found:
        found.extend(children.get(pid, []))
    return found


def resident() -> float | None:
    """Megabytes of every process below this one, shared pages counted by shares; None where /proc is not there."""
    total = 0.0
    for pid in tree(os.getpid())[1:]:
        try:
            total += int(re.search(r"Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text())[1]) / 1024
        except (OSError, TypeError):
            continue
    return round(total) or None


class Scales:
    """Weighs one page."""

    def __init__(self, person: Person):
        self.page = person.page
        self.devtools = self.page.context.new_cdp_session(self.page)
        self.devtools.send("Performance.enable")

    def weigh(self) -> dict:
        """Megabytes."""
        self.devtools.send("HeapProfiler.collectGarbage")
        metrics = {m["name"]: m["value"] for m in self.devtools.send("Performance.getMetrics")["metrics"]}
        held = self.page.evaluate(HELD)
        return {
            "page heap": round(metrics["JSHeapUsedSize"] / 1e6, 1),
            **{name: held and round(held[name]) for name in ("page", "mask", "python", "codec")},
            "processes": resident(),
        }


def run(person: Person, files: list[Path], after: list[int], say=print) -> list[dict]:
    """Put the files into the queue and weigh the page after so many are done, each time at rest: a busy worker does
    not answer when the browser counts, and would seem to hold nothing.
    """
    scales = Scales(person)
    rows = [{"photos": 0, **scales.weigh()}]
    say(row(rows[0]))
    done = 0
    for count in after:
        person.choose(*files[done:count])
        done = count
        person.page.wait_for_function(
            "count => document.body.innerText.split('Cutout ready in').length > count",
            arg=count,
            timeout=60 * MINUTE,
        )
        expect(person.button("Cancel")).to_have_count(0)
        rows.append({"photos": count, **scales.weigh()})
        say(row(rows[-1]))
    return rows


def row(values: dict) -> str:
    """Values as a line of the table."""
    return "".join(f"{value!s:>12}" for value in values.values())


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
