"""Downscaling with automatic sharpness, beside Pillow's Lanczos on float32 channels, in one run.

python -m bench.resample [--megapixels 24] [--width 1600] [--json OUT.json]      native, with Pillow
node bench/resample_pyodide.mjs [--megapixels 24] [--width 1600]                   ours inside Pyodide, under Node

Seconds are processor time of this process, the best of the repeats. Pillow gets three ready float32 planes; ours starts
from sRGB bytes, decodes them to linear light and encodes the result. Memory is what numpy allocates at the peak, beside
the picture itself.
"""

import argparse
import json
import time
import tracemalloc
from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np
from wispcut.resample import shrink_rows, target_size
from wispcut.resample.downscale import Reduction
from wispcut.resample.ingress import Ingress
from wispcut.settings import Resize

# Pyodide's own is wall clock: its bench puts Node's processor time in place.
CLOCK: Callable[[], float] = time.process_time
MODES = ("Fast", "Balanced", "Quality")


def picture(megapixels: float) -> np.ndarray:
    """A 3:2 picture (H, W, 4) with waves, steps, grain and a few saturated places; opaque."""
    height = round((megapixels * 1e6 / 1.5) ** 0.5)
    width = round(height * 1.5)
    y = np.arange(height, dtype=np.float32)[:, None]
    x = np.arange(width, dtype=np.float32)[None]
    out = np.empty((height, width, 4), np.uint8)
    grain = np.random.default_rng(0).integers(-20, 21, (512, width), dtype=np.int16)
    for channel, pace in enumerate((61.0, 83.0, 127.0)):
        for top in range(0, height, 512):
            rows = y[top : top + 512]
            values = 128 + 70 * np.sin(x / pace) * np.cos(rows / (pace + 11))
            values += 60 * ((x // 90 + rows // 70) % 2)
            values += np.roll(grain, 37 * channel, axis=1)[: rows.shape[0]]
            out[top : top + 512, :, channel] = np.clip(values, 0, 255)
    out[..., 3] = 255
    return out


def round_matte(pixels: np.ndarray) -> np.ndarray:
    """The same picture as a cutout: an ellipse with a soft edge."""
    height, width = pixels.shape[:2]
    y = (np.arange(height, dtype=np.float32)[:, None] / height - 0.5) ** 2
    x = (np.arange(width, dtype=np.float32)[None] / width - 0.5) ** 2
    out = pixels.copy()
    out[..., 3] = np.clip((0.16 - x - y) * 4000 + 128, 0, 255)
    return out


def best(run: Callable[[], object], repeats: int) -> float:
    """Least processor time of ``repeats`` runs."""
    times = []
    for _ in range(repeats):
        start = CLOCK()
        run()
        times.append(CLOCK() - start)
    return min(times)


def shrink(pixels: np.ndarray, width: int, **knobs: object) -> dict[str, Any]:
    """The whole way; returns the report."""
    size = pixels.shape[0], pixels.shape[1]
    target = target_size(size, width=width)
    return shrink_rows(
        lambda a, b: pixels[a:b], size, target, Resize(**knobs).params(), channels=pixels.shape[2]
    )[1]


def resample_only(pixels: np.ndarray, width: int) -> None:
    """Bytes to linear planes at the target size, nothing more."""
    size = pixels.shape[0], pixels.shape[1]
    target = target_size(size, width=width)
    alpha = bool((pixels[..., 3] < 255).any())
    reduction = Reduction(lambda a, b: pixels[a:b], size, target, Ingress("Srgb"), alpha=alpha)
    for blocks in reduction.blocks("Lanczos3"):
        deque(blocks, maxlen=0)


def measure(megapixels: float = 24, width: int = 1600, repeats: int = 3) -> dict[str, Any]:
    """All times in seconds, ratios to Pillow where it is installed, peak memory in MB."""
    opaque = picture(megapixels)
    cutout = round_matte(opaque)
    seconds = {
        "resampling, opaque": best(lambda: resample_only(opaque, width), repeats),
        "resampling, cutout": best(lambda: resample_only(cutout, width), repeats),
    }
    for mode in MODES:
        seconds[f"{mode}, opaque"] = best(
            lambda mode=mode: shrink(opaque, width, pipeline_mode=mode), repeats
        )
    seconds["Balanced, cutout"] = best(lambda: shrink(cutout, width), repeats)
    out: dict[str, Any] = {"megapixels": megapixels, "width": width, "seconds": seconds}
    try:
        from PIL import Image
    except ImportError:
        out["pillow"] = None
    else:
        target = target_size(opaque.shape[:2], width=width)[::-1]
        planes = [Image.fromarray(opaque[..., c].astype(np.float32)) for c in range(3)]
        pillow = best(lambda: [p.resize(target, Image.Resampling.LANCZOS) for p in planes], repeats)
        out["pillow"] = pillow
        out["ratio"] = {name: value / pillow for name, value in seconds.items()}
    tracemalloc.start()
    shrink(cutout, width)
    out["peak_mb"] = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    out["timing_us"] = shrink(opaque, width)["timing"]
    return out


def table(result: dict[str, Any]) -> str:
    """The figures for people."""
    lines = [f"{result['megapixels']:g} MP to {result['width']} px wide; peak {result['peak_mb']:.0f} MB"]
    if result["pillow"] is not None:
        lines.append(f"{'Pillow Lanczos, 3 float32 planes':34} {result['pillow']:7.3f} s")
    for name, value in result["seconds"].items():
        ratio = f"   {result['ratio'][name]:5.2f} x Pillow" if "ratio" in result else ""
        lines.append(f"{name:34} {value:7.3f} s{ratio}")
    lines.append(
        "stages of Balanced, opaque, ms: "
        + ", ".join(f"{k[:-3]} {v / 1000:.0f}" for k, v in result["timing_us"].items() if v)
    )
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megapixels", type=float, default=24)
    parser.add_argument("--width", type=int, default=1600)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json")
    given = parser.parse_args()
    figures = measure(given.megapixels, given.width, given.repeats)
    print(table(figures))
    if given.json:
        with open(given.json, "w") as file:
            json.dump(figures, file, indent=1)
