"""How well colours are cleaned: error over new backdrops, beside PyMatting's multi-level estimation.

python -m bench.foreground [--json OUT.json]

Scenes with known alpha and colours (testing/scenes.py, 192 x 224), and strands of it over pairs of scikit-image
photos; alpha is given exactly, then with smooth errors of 3 % and 8 %. Error: mean |alpha (F' - F)| over the
half-transparent pixels and channels, in 1/255. Time: processor seconds for one megapixel.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import skimage.data
from PIL import Image
from scipy import ndimage
from wispcut.matting.foreground import estimate_colours

from testing import scenes

SIZE = (192, 224)
PHOTOS = ("chelsea", "coffee", "astronaut", "rocket")


def composites() -> Iterator[tuple[str, np.ndarray, np.ndarray, np.ndarray]]:
    """Name, photo, alpha and true foreground."""
    for kind in scenes.KINDS:
        s = scenes.scene(kind, SIZE)
        yield kind, s.photo, s.alpha, s.foreground
    layers = [
        np.asarray(Image.fromarray(getattr(skimage.data, name)()).resize(SIZE[::-1]), np.float32) / 255
        for name in PHOTOS
    ]
    for k, front in enumerate(layers):
        alpha = scenes.scene("hair", SIZE, seed=k).alpha
        a = alpha[..., None]
        photo = a * front + (1 - a) * layers[(k + 1) % 4][::-1]
        yield f"hair of {PHOTOS[k]}", photo.astype(np.float32), alpha, front


def methods() -> dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]]:
    """Ours, and PyMatting's where it is installed."""
    out = {"wispcut": lambda photo, alpha: estimate_colours(photo, alpha)[0]}
    try:
        from pymatting import estimate_foreground_ml
    except ImportError:
        return out
    estimate_foreground_ml(np.zeros((8, 8, 3)), np.ones((8, 8)))  # compile before the clock runs
    return out | {
        "pymatting ml": lambda photo, alpha: estimate_foreground_ml(photo.astype(float), alpha.astype(float))
    }


def seconds(run: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> float:
    """Processor seconds for 1024 x 1024 pixels, the smaller of two runs."""
    s = scenes.scene("hair", (1024, 1024))
    took = []
    for _ in range(2):
        start = time.process_time()
        run(s.photo, s.alpha)
        took.append(time.process_time() - start)
    return min(took)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path)
    target = parser.parse_args().json
    rng = np.random.default_rng(0)
    rows = []
    for wrong in (0.0, 0.03, 0.08):
        for name, photo, alpha, front in composites():
            unsure = (alpha > 0) & (alpha < 1)
            error = ndimage.gaussian_filter(rng.standard_normal(alpha.shape), 1.5)
            given = np.clip(alpha + wrong * error / error.std() * unsure, 0, 1).astype(np.float32)
            for method, run in methods().items():
                colours = run(photo, given)
                off = float(np.abs(alpha[..., None] * (colours - front))[unsure].mean() * 255)
                rows.append({"alpha error": wrong, "scene": name, "method": method, "error": off})
    names = list(dict.fromkeys(r["method"] for r in rows))
    print(f"{'alpha error':12}{'method':14}{'mean':>7}{'worst':>7}   worst scene")
    for wrong in (0.0, 0.03, 0.08):
        for method in names:
            some = [r for r in rows if r["alpha error"] == wrong and r["method"] == method]
            worst = max(some, key=lambda r: r["error"])
            mean = np.mean([r["error"] for r in some])
            print(f"{wrong:<12}{method:14}{mean:7.2f}{worst['error']:7.2f}   {worst['scene']}")
    for method, run in methods().items():
        print(f"{method}: {seconds(run):.2f} s for one megapixel")
    if target:
        target.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
