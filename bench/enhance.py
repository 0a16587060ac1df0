"""Milliseconds of each enhancement on the view that the AI looks at.

python bench/enhance.py [--side 1024] [--json OUT.json]     native
node bench/enhance_pyodide.mjs [--side 1024]                 the same function inside Pyodide, under Node
"""

import argparse
import json
import sys
import time
from collections.abc import Callable

import numpy as np
from wispcut import browser_api
from wispcut import enhance as e
from wispcut.core.pixels import to_bytes

EVERYTHING = {
    "bilateral": 3.0,
    "hint_strength": 1.0,
    "clahe_clip": 2.0,
    "gamma": 1.2,
    "gain": 1.1,
    "saturation": 1.3,
    "sharpen_sigma": 1.0,
}


def picture(side: int) -> np.ndarray:
    """Smooth shapes with grain: ramps for the curves, noise for the bilateral filter; no photo is needed."""
    y, x = np.mgrid[:side, :side].astype(np.float32) / np.float32(side)
    shapes = 0.5 + 0.25 * np.stack([np.sin(9 * x + 4 * y), np.sin(7 * y), np.cos(5 * x * y)], axis=-1)
    return np.clip(shapes + np.random.default_rng(0).normal(0, 0.03, shapes.shape), 0, 1).astype(np.float32)


def measure(side: int = 1024, repeats: int = 5) -> dict[str, float]:
    """The best of ``repeats`` runs of each stage, in milliseconds of processor time, after one run to warm up."""
    view = picture(side)
    rgba = np.dstack([to_bytes(view), np.full((side, side), 255, np.uint8)]).tobytes()
    asked = json.dumps({"enhance": EVERYTHING})
    stages: dict[str, Callable[[], object]] = {
        "bilateral": lambda: e.bilateral(view, 3),
        "chroma hint, green": lambda: e.chroma_hint(view, (0.0, 0.7, 0.25), 1),
        "chroma hint, grey": lambda: e.chroma_hint(view, (0.5, 0.5, 0.5), 1),
        "clahe": lambda: e.clahe(view, 2, 8),
        "gamma and gain": lambda: e.adjust_tone(view, 1.2, 1.1),
        "saturation": lambda: e.saturate(view, 1.3),
        "sharpen": lambda: e.sharpen(view, 1, 2),
        "all neutral": lambda: e.enhance(view, e.Options()),
        "all on": lambda: e.enhance(view, e.Options(**EVERYTHING)),
        "all on, as the page asks, bytes to bytes": lambda: browser_api.enhance(rgba, side, side, asked),
    }
    out = {}
    for name, run in stages.items():
        run()
        best = min(_milliseconds(run) for _ in range(repeats))
        out[name] = round(best, 1)
    return out


def _milliseconds(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return 1000 * (time.process_time() - began)


def print_table(table: dict[str, float]) -> None:
    """One line a stage."""
    for name, milliseconds in table.items():
        print(f"{name:40s} {milliseconds:8.1f} ms")


def main() -> None:
    """Measure, print a table, and write JSON when asked."""
    words = argparse.ArgumentParser(description="Milliseconds of each enhancement")
    words.add_argument("--side", type=int, default=1024)
    words.add_argument("--json")
    given = words.parse_args()
    table = measure(given.side)
    print_table(table)
    if given.json:
        with open(given.json, "w", encoding="utf-8") as out:
            json.dump({"side": given.side, "platform": sys.platform, "milliseconds": table}, out, indent=1)


if __name__ == "__main__":
    main()
