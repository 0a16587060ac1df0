"""Seconds of survey and refinement in Chromium with warm workers, beside PyMatting's shared matting, in one run.

python -m bench.matting_chromium PHOTO MASK [--chromium PATH] [--json OUT.json]

PyMatting's `sm` gets a trimap from the same mask and runs natively on one core; ours runs in as many workers as the
page would use. The heap is that of the largest worker after the run. Wall seconds: run it on a quiet machine.
"""

import argparse
import base64
import json
import os
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402

from bench.quality import peer  # noqa: E402
from testing.browser import harness  # noqa: E402

SCRIPT = """async ({photo, mask, quality}) => {
    const {engine, states} = wispcut;
    const file = (text, name) => new File([Uint8Array.from(atob(text), c => c.charCodeAt(0))], name);
    const settings = {matting: {quality}};
    while (!(states.at(-1)?.ready >= states.at(-1)?.size)) await new Promise(go => setTimeout(go, 50));
    const seconds = [];
    let result;
    for (let i = 0; i < 3; i += 1) {
        const opened = await engine.open(file(photo, 'photo'));
        result = await engine.run(opened, settings, {mask: file(mask, 'mask')});
        const {survey, preview, refine} = result.timings;
        seconds.push({survey: survey / 1000, preview: preview / 1000, refine: refine / 1000});
    }
    const {unknown, tiles} = result.summary;
    const {size, heap} = states.at(-1);
    return {seconds: seconds.slice(1), unknown, tiles: tiles.length, workers: size, heap};
}"""


def main() -> None:
    """Run, print the table, write the JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("photo", type=Path)
    parser.add_argument("mask", type=Path)
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM"))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    texts = {
        name: base64.b64encode(getattr(options, name).read_bytes()).decode() for name in ("photo", "mask")
    }
    rows = []
    with harness(options.chromium) as (browser, address):
        for quality in ("fast", "balanced", "best"):
            page = browser.new_page()
            page.set_default_timeout(600_000)
            page.goto(address)
            rows.append({"quality": quality, **page.evaluate(SCRIPT, {**texts, "quality": quality})})
            page.close()
    photo = np.asarray(Image.open(options.photo).convert("RGB"))
    mask = np.asarray(Image.open(options.mask).convert("L"))
    slow = peer_seconds(photo, mask)
    print(f"PyMatting sm, native, one core: {slow:.2f} s")
    print(f"{'':10}{'survey s':>10}{'refine s':>10}{'sum s':>10}{'ratio':>8}{'heap MB':>9}")
    for row in rows:
        best = min(row["seconds"], key=lambda found: found["survey"] + found["refine"])
        total = best["survey"] + best["refine"]
        row["ratio"] = total / slow
        print(
            f"{row['quality']:10}{best['survey']:10.2f}{best['refine']:10.2f}{total:10.2f}"
            f"{row['ratio']:8.3f}{row['heap'] / 1e6:9.0f}"
        )
    print(f"{rows[0]['workers']} workers, {rows[0]['tiles']} tiles, {rows[0]['unknown']} unknown pixels")
    if options.json:
        options.json.write_text(json.dumps({"peer": slow, "rows": rows}, indent=1))


def peer_seconds(photo: np.ndarray, mask: np.ndarray) -> float:
    """Processor seconds of `sm` on this photo, compiled beforehand."""
    small = photo[::16, ::16], mask[::16, ::16]
    peer(small[0], "coarse", small[1], "sm")
    began = time.process_time()
    peer(photo, "coarse", mask, "sm")
    return time.process_time() - began


if __name__ == "__main__":
    main()
