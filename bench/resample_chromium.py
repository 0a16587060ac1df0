"""Downscaling with automatic sharpness in a real Chromium, beside native and Pillow's Lanczos, in one run.

python -m bench.resample_chromium [--megapixels 24] [--width 1600] [--chromium PATH] [--json OUT.json]

The page's own export runs on ready pixels: `engine.render` in a warm worker. Its seconds are the wall clock of the
report's stages (resampling alone: `resize_us`; all: `total_us`), the least of the repeats, of which native rounds lie
in between; native seconds are processor time, which a busy machine lengthens less. A second table has the heap of a
fresh worker after exports of various sizes, opaque and as a cutout.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from wispcut.resample import target_size

from bench import resample
from testing.browser import harness

# From and to, in megapixels.
HEAPS = ((24, 1.7), (24, 12), (33, 24))
MODES = ("Fast", "Balanced", "Quality")
LIMIT_MB = 400

OPEN = """async () => {
    while (!(wispcut.states.at(-1)?.ready >= wispcut.states.at(-1)?.size)) await new Promise(go => setTimeout(go, 50));
    const input = document.createElement('input');
    input.type = 'file';
    document.body.append(input);
    return wispcut.states.at(-1).heap;
}"""
EXPORT = """async ({width, height, size, settings}) => {
    const [file] = document.querySelector('input').files;
    const rgba = new Uint8ClampedArray(await file.arrayBuffer());
    const result = {photo: {name: 'bench', width, height}, rgba};
    const before = wispcut.states.length;
    const began = performance.now();
    const {report} = await wispcut.engine.render(result, settings, {kind: 'cutout', format: 'png', size});
    const seconds = (performance.now() - began) / 1000;
    return {report, export: seconds, heap: Math.max(...wispcut.states.slice(before - 1).map(state => state.heap))};
}"""


class Page:
    """A page with warm workers and one picture."""

    def __init__(self, browser: Any, address: str, pixels: np.ndarray, folder: str):
        self._page = browser.new_page()
        self._page.set_default_timeout(600_000)
        self._page.goto(address)
        self.bare = self._page.evaluate(OPEN)
        self._size = pixels.shape[:2]
        path = Path(folder) / "pixels"
        pixels.tofile(path)
        self._page.set_input_files("input", path)

    def export(self, target: tuple[int, int], **knobs: object) -> dict[str, Any]:
        """Export to (height, width) ``target``: report, seconds, heap."""
        names = "height", "width"
        return self._page.evaluate(
            EXPORT,
            {
                **dict(zip(names, self._size, strict=True)),
                "size": dict(zip(names, target, strict=True)),
                "settings": {"resize": knobs},
            },
        )

    def close(self) -> None:
        """Let go of its workers."""
        self._page.close()


def speed(browser: Any, address: str, folder: str, megapixels: float, width: int, repeats: int) -> dict:
    """Seconds of Pillow, of ours native and of ours in Chromium."""
    from PIL import Image

    pixels = resample.picture(megapixels)
    target = target_size(pixels.shape[:2], width=width)
    planes = [Image.fromarray(pixels[..., c].astype(np.float32)) for c in range(3)]
    page = Page(browser, address, pixels, folder)
    native: dict[str, list[float]] = {"Pillow": [], "resampling": [], **{mode: [] for mode in MODES}}
    chromium: dict[str, list[float]] = {"resampling": [], **{mode: [] for mode in MODES}}
    for _ in range(repeats):
        native["Pillow"].append(
            resample.best(lambda: [p.resize(target[::-1], Image.Resampling.LANCZOS) for p in planes], 1)
        )
        native["resampling"].append(resample.best(lambda: resample.resample_only(pixels, width), 1))
        for mode in MODES:
            native[mode].append(
                resample.best(lambda mode=mode: resample.shrink(pixels, width, pipeline_mode=mode), 1)
            )
            timing = page.export(target, pipeline_mode=mode)["report"]["timing"]
            chromium[mode].append(timing["total_us"] / 1e6)
            chromium["resampling"].append(timing["resize_us"] / 1e6)
    page.close()
    return {
        "native": {name: min(times) for name, times in native.items()},
        "chromium": {name: min(times) for name, times in chromium.items()},
    }


def heaps(browser: Any, address: str, folder: str) -> Iterator[dict[str, Any]]:
    """Heap in MB of a fresh worker after one export, for each of ``HEAPS``."""
    for source, wanted in HEAPS:
        opaque = resample.picture(source)
        target = target_size(opaque.shape[:2], percent=100 * (wanted / source) ** 0.5)
        for name, pixels in (("opaque", opaque), ("cutout", resample.round_matte(opaque))):
            for mode in ("Balanced", "Quality"):
                page = Page(browser, address, pixels, folder)
                found = page.export(target, pipeline_mode=mode)
                page.close()
                yield {
                    "from_mp": source,
                    "to_mp": wanted,
                    "picture": name,
                    "mode": mode,
                    "bare_mb": page.bare / 1e6,
                    "heap_mb": found["heap"] / 1e6,
                    "seconds": found["report"]["timing"]["total_us"] / 1e6,
                    "export": found["export"],
                }


def main() -> None:
    """Run, print the tables, write the JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megapixels", type=float, default=24)
    parser.add_argument("--width", type=int, default=1600)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM"))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with harness(options.chromium) as (browser, address), tempfile.TemporaryDirectory() as folder:
        times = speed(browser, address, folder, options.megapixels, options.width, options.repeats)
        native, chromium = times["native"], times["chromium"]
        print(f"{options.megapixels:g} MP, opaque, to {options.width} px wide, least of {options.repeats}")
        print(f"{'':24}{'native s':>10}{'x Pillow':>10}{'Chromium s':>12}{'x native':>10}")
        for name, seconds in native.items():
            line = f"{name:24}{seconds:10.3f}{seconds / native['Pillow']:10.2f}"
            if name in chromium:
                line += f"{chromium[name]:12.3f}{chromium[name] / seconds:10.2f}"
            print(line)
        print(f"\n{'MP':>8}{'to':>6}{'':>9}{'mode':>10}{'bare MB':>9}{'heap MB':>9}{'s':>7}{'export s':>10}")
        rows = []
        for row in heaps(browser, address, folder):
            rows.append(row)
            print(
                f"{row['from_mp']:8g}{row['to_mp']:6g}{row['picture']:>9}{row['mode']:>10}{row['bare_mb']:9.0f}"
                f"{row['heap_mb']:9.0f}{row['seconds']:7.2f}{row['export']:10.2f}"
                + ("   over the limit" if row["heap_mb"] > LIMIT_MB else "")
            )
    if options.json:
        options.json.write_text(json.dumps({**times, "heaps": rows}, indent=1))


if __name__ == "__main__":
    main()
