"""Processor time, memory and error beside rembg's alpha matting and PyMatting, in one run.

python -m bench.peers [--megapixels 0.5 5] [--scenes hair_clutter disc] [--limit 12] [--out FILE.json]

Drawn scenes with exact truth and a network's mask, enlarged to each size. Everybody begins from photo and mask in
memory and ends with colours and alpha of the whole photo: `wispcut` by its defaults; `rembg` by its own
`alpha_matting` with its own thresholds; `closed_form`, `knn` and `random_walk` of PyMatting on Wispcut's trimap, so
that the solver alone differs, with `estimate_foreground_ml`. Each has a process of its own, one thread, and has done a
small photo before, so that nothing is compiled while it is measured. `CPU s`: of all its threads. `MB`: the most that
the process ever had, `more` of it beyond what it held before. `SAD`: sum of differences of alpha to the truth, in
thousands. Who needs more than `--limit` GB has a line without figures.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np  # noqa: E402
import wispcut  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from PIL import Image  # noqa: E402

from testing.ai_scenes import ai_scene  # noqa: E402

Bytes = NDArray[np.uint8]
Matting = Callable[[Bytes, Bytes], NDArray[np.float64]]
PEERS = ("wispcut", "rembg", "closed_form", "knn", "random_walk")
WARM = 0.05  # megapixels


def scene(kind: str, megapixels: float) -> tuple[Bytes, Bytes, NDArray[np.float64]]:
    """Photo, mask and true alpha of a drawn scene at a size."""
    drawn = ai_scene(kind)
    height, width = drawn.alpha.shape
    scale = (megapixels * 1e6 / (height * width)) ** 0.5
    size = round(width * scale), round(height * scale)
    photo = Image.fromarray(drawn.photo).resize(size, Image.Resampling.BICUBIC)
    mask = Image.fromarray(drawn.mask).resize(size, Image.Resampling.BILINEAR)
    alpha = Image.fromarray(drawn.body.astype(np.float32)).resize(size, Image.Resampling.BILINEAR)
    return np.asarray(photo), np.asarray(mask), np.asarray(alpha, np.float64)


def ours(photo: Bytes, mask: Bytes) -> NDArray[np.float64]:
    """Alpha by Wispcut."""
    return wispcut.cut_out(photo, mask=mask).alpha / 255


def rembgs(photo: Bytes, mask: Bytes) -> NDArray[np.float64]:
    """Alpha by ``rembg.remove(…, alpha_matting=True)``, without its network."""
    from rembg.bg import alpha_matting_cutout

    made = alpha_matting_cutout(Image.fromarray(photo), Image.fromarray(mask), 240, 10, 10)
    return np.asarray(made)[..., 3] / 255


def pymattings(method: str, trimap: NDArray[np.float64]) -> Matting:
    """Alpha and colours by PyMatting from a trimap."""
    import pymatting

    solvers = {
        "closed_form": pymatting.estimate_alpha_cf,
        "knn": pymatting.estimate_alpha_knn,
        "random_walk": pymatting.estimate_alpha_rw,
    }

    def solved(photo: Bytes, mask: Bytes) -> NDArray[np.float64]:
        colours = photo / 255
        alpha: NDArray[np.float64] = solvers[method](colours, trimap)
        pymatting.estimate_foreground_ml(colours, alpha)
        return alpha

    return solved


def matting(peer: str, trimap: Bytes) -> Matting:
    """What a peer does."""
    if peer == "wispcut":
        return ours
    return rembgs if peer == "rembg" else pymattings(peer, trimap / 255)


def peak() -> float:
    """The most memory that this process ever had, in MB."""
    # Not by getrusage: there a process begins with what its parent had.
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1e3


def measure(peer: str, kind: str, megapixels: float, inputs: Path) -> dict[str, float]:
    """One peer at one size, in this process."""
    for size in (WARM, megapixels):
        with np.load(inputs / f"{kind}-{size:g}.npz") as given:
            photo, mask, truth, trimap = (given[name] for name in ("photo", "mask", "truth", "trimap"))
        held, began = peak(), time.process_time()
        alpha = matting(peer, trimap)(photo, mask)
        seconds = time.process_time() - began
    error = float(np.abs(alpha - truth).sum() / 1000)
    return {"cpu": seconds, "peak": peak(), "more": peak() - held, "sad": error}


def in_its_process(peer: str, kind: str, megapixels: float, inputs: Path, limit: float) -> dict[str, float]:
    """:func:`measure` in a process of its own, with a limit of memory; nothing where that was not enough."""
    words = [peer, kind, f"{megapixels}", str(inputs), f"{limit}"]
    done = subprocess.run(
        [sys.executable, "-m", "bench.peers", "--one", *words], capture_output=True, text=True, check=False
    )
    if done.returncode:
        if "MemoryError" not in done.stderr and "allocate" not in done.stderr and done.returncode > 0:
            raise RuntimeError(done.stderr)
        return {}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megapixels", type=float, nargs="+", default=[0.5, 5.0])
    parser.add_argument("--scenes", nargs="+", default=["hair_clutter", "disc"])
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=PEERS)
    parser.add_argument("--limit", type=float, default=12.0, help="GB a process may have")
    parser.add_argument("--one", nargs=5, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if options.one:
        peer, kind, megapixels, inputs, limit = options.one
        most = int(float(limit) * 1e9)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        print(json.dumps(measure(peer, kind, float(megapixels), Path(inputs))))
        return
    import tempfile

    rows = []
    print(f"{'scene':14} {'MP':>4} {'unknown':>8} {'':12} {'CPU s':>7} {'MB':>7} {'more':>7} {'SAD':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for kind in options.scenes:
            for megapixels in (WARM, *options.megapixels):
                photo, mask, truth = scene(kind, megapixels)
                trimap = wispcut.cut_out(photo, mask=mask).trimap
                file = Path(folder) / f"{kind}-{megapixels:g}.npz"
                np.savez(file, photo=photo, mask=mask, truth=truth, trimap=trimap)
                for peer in options.peers if megapixels != WARM else ():
                    found = in_its_process(peer, kind, megapixels, Path(folder), options.limit)
                    figures = (
                        f"{found['cpu']:7.1f} {found['peak']:7.0f} {found['more']:7.0f} {found['sad']:7.2f}"
                        if found
                        else f"  more than {options.limit:g} GB"
                    )
                    share = (trimap == 128).mean()
                    print(f"{kind:14} {megapixels:4g} {share:8.1%} {peer:12} {figures}", flush=True)
                    rows.append({"scene": kind, "megapixels": megapixels, "peer": peer, **found})
    if options.out:
        options.out.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
