"""Memory while the queue works: what the page, each kind of worker and the browser's processes hold."""

import os
import re
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import expect
from skimage import data

from testing.person import MINUTE, Person

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
