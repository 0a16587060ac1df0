"""Many photos: photos per minute against cores, memory of each process, and what a million cost on paper.

python -m bench.batch [--photos 12] [--megapixels 0.5 4] [--cores 1 2] [--ai] [--price 0.04] [--out FILE.json]

The processes of `wispcut batch`, on drawn photos with masks as a network's; `--ai` asks the network instead (needs
wispcut[ai]), in its one process beside them. The start of the processes counts. This machine should do nothing else.
`CPU s` is the time of all processes together, for one photo: it is what a million costs, at `--price` a core and hour,
on whatever number of cores. `GB` is what a million results, small pictures and manifest lines take.
"""

import argparse
import contextlib
import itertools
import json
import os
import re
import resource
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image
from wispcut.batch.crew import crew
from wispcut.batch.manifest import Entry, Manifest
from wispcut.batch.network import SharedNetwork
from wispcut.batch.work import Task, work
from wispcut.settings import Settings, complete

from testing.ai_scenes import KINDS, ai_scene

MILLION = 1_000_000
AI = "isnet_quint8"


class Row(NamedTuple):
    """One line of the table; memory in MB."""

    megapixels: float
    cores: int
    per_minute: float
    cpu: float
    process: float
    network: float
    disk: float


def draw(folder: Path, count: int, megapixels: float) -> None:
    """``count`` photos and their masks, by turns of the kinds of drawn scenes."""
    for index, kind in zip(range(count), itertools.cycle(KINDS), strict=False):
        scene = ai_scene(kind)
        height, width = scene.photo.shape[:2]
        scale = (megapixels * 1e6 / (height * width)) ** 0.5
        size = round(width * scale), round(height * scale)
        Image.fromarray(scene.photo).resize(size, Image.Resampling.BICUBIC).save(
            folder / f"{index}.jpg", quality=92
        )
        Image.fromarray(scene.mask).resize(size, Image.Resampling.BILINEAR).save(folder / f"{index}-mask.png")


def used() -> float:
    """CPU seconds of all processes that ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def largest(pid: int) -> float:
    """The most memory that a process ever had, in MB."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1e3


def measure(folder: Path, count: int, megapixels: float, cores: int, settings: Settings, ai: bool) -> Row:
    """One batch."""
    out = folder / f"out-{cores}"
    began, before, held = time.perf_counter(), used(), 0.0
    with contextlib.ExitStack() as stack:
        shared = stack.enter_context(SharedNetwork(AI)) if ai else None
        manifest = stack.enter_context(Manifest(out / "manifest.jsonl", {}))

        def task(index: int) -> Task:
            mask = None if ai else folder / f"{index}-mask.png"
            model = shared.asked if shared else "isnet"
            places = out / f"{index}.png", out / "small" / f"{index}.webp"
            return Task(
                folder / f"{index}.jpg", places[0], settings, model, None, mask, None, "none", 0, places[1]
            )

        waiting = map(task, range(count))
        ended = []
        for one, outcome in crew(lambda: next(waiting, None), cores, work):
            assert outcome.status == "done", outcome.error
            manifest.add(Entry(one.photo.name, one.output.name, "done", "1-1", seconds=outcome.seconds))
            ended.append(outcome)
        seconds = time.perf_counter() - began
        if shared:
            held = largest(shared._process.pid)
    disk = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / count
    peak = max(outcome.peak for outcome in ended) / 1e6
    return Row(megapixels, cores, 60 * count / seconds, (used() - before) / count, peak, held, disk / 1e6)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--photos", type=int, default=12)
    parser.add_argument("--megapixels", type=float, nargs="+", default=[0.5, 4.0])
    parser.add_argument("--cores", type=int, nargs="+", default=sorted({1, os.cpu_count() or 1}))
    parser.add_argument("--ai", action="store_true")
    parser.add_argument("--price", type=float, default=0.04, help="of a core and hour, in any currency")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    rows = []
    print(
        "  MP cores  photos/min  CPU s  MB a process  MB the AI |  a million: core hours  cost      GB  days here"
    )
    for megapixels in options.megapixels:
        with tempfile.TemporaryDirectory() as folder:
            draw(Path(folder), options.photos, megapixels)
            for cores in options.cores:
                row = measure(Path(folder), options.photos, megapixels, cores, complete(None), options.ai)
                hours = row.cpu * MILLION / 3600
                print(
                    f"{megapixels:4g} {cores:5} {row.per_minute:11.1f} {row.cpu:6.2f} {row.process:13.0f} "
                    f"{row.network:10.0f} | {hours:22.0f} {hours * options.price:5.0f} {row.disk * 1e3:7.0f} "
                    f"{MILLION / row.per_minute / 1440:10.1f}",
                    flush=True,
                )
                rows.append(row._asdict())
    gain = [
        [row["per_minute"] for row in rows if row["megapixels"] == m]
        for m in dict.fromkeys(options.megapixels)
    ]
    print(f"with all cores, times as many as with the first: {np.round([g[-1] / g[0] for g in gain], 2)}")
    if options.out:
        options.out.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":  # not in the processes that are started
    main()
