"""Time the whole way of a photo: in a real Chromium and in CPython, side by side, for 1 and 12 MP.

python -m bench.speed [--megapixels 1 12] [--out bench/results/speed.json]   after `npm run build`
"""

import argparse
import base64
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image
from skimage import data

from testing.browser import ROOT, harness

STAGES = ("first worker ready", "open", "mask first", "mask warm", "survey", "refine", "export")
SCRIPT = """async ({bytes, precision}) => {
    const {engine} = wispcut; const settings = {mask: {precision}};
    const file = new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], 'photo.png');
    const time = async work => {
        const start = performance.now();
        const value = await work();
        return [performance.now() - start, value];
    };
    await engine.about();
    const [open, photo] = await time(() => engine.open(file));
    const first = await engine.run(photo, settings);
    const again = await engine.open(file);
    const warm = await engine.run(again, settings);
    const [exported] = await time(() => engine.render(warm, settings, {kind: 'cutout', format: 'png'}));
    const {data, width, height} = warm.planes.mask; let mask = '';
    for (let i = 0; i < data.length; i += 32768) mask += String.fromCharCode(...data.subarray(i, i + 32768));
    const stages = {'first worker ready': wispcut.ready.at, open, 'mask first': first.timings.mask,
        'mask warm': warm.timings.mask, survey: warm.timings.survey, refine: warm.timings.refine, export: exported};
    const {unknown, tiles} = warm.summary;
    return {stages, mask: btoa(mask), width, height, unknown, tiles: tiles.length, workers: wispcut.states.at(-1).size};
}"""


def photo_of(megapixels: float) -> Image.Image:
    """The astronaut, enlarged to the wanted size."""
    side = round((megapixels * 1e6) ** 0.5)
    return Image.fromarray(data.astronaut()).resize((side, side), Image.Resampling.BICUBIC)


def in_browser(page, address: str, photo: bytes, precision: str) -> dict:
    """A fresh page each time: nothing warm but the HTTP cache."""
    page.goto(address)
    return page.evaluate(SCRIPT, {"bytes": base64.b64encode(photo).decode(), "precision": precision})


def natively(photo: bytes, mask: np.ndarray) -> dict:
    """The same photo and mask through the same package."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "photo.png", Path(folder) / "mask.png"]
        paths[0].write_bytes(photo)
        Image.fromarray(mask).save(paths[1])
        command = [sys.executable, "-m", "bench.speed_native", *map(str, paths)]
        env = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout)


def table(rows: list[dict]) -> str:
    """One line a stage, one group of columns a size."""
    head = "ms".ljust(20) + "".join(f"{row['megapixels']:>6g} MP browser  CPython  ratio" for row in rows)
    lines = [head]
    for stage in STAGES:
        line = stage.ljust(20)
        for row in rows:
            ours, native = row["browser"]["stages"][stage], row["native"].get(stage)
            ratio = f"{ours / native:7.2f}" if native else " " * 7
            line += f"{ours:17.0f}{native if native is not None else '':>9}{ratio}"
        lines.append(line)
    facts = ", ".join(
        f"{row['megapixels']:g} MP: {row['browser']['tiles']} parts, {row['browser']['unknown']} pixels of hair zone"
        for row in rows
    )
    return "\n".join([*lines, f"{facts}; {rows[0]['browser']['workers']} workers; {rows[0]['precision']}"])


def main() -> None:
    """Run, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megapixels", type=float, nargs="+", default=[1, 12])
    parser.add_argument("--precision", default="isnet_fp16", choices=("isnet_fp16", "isnet_quint8"))
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM"))
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results" / "speed.json")
    options = parser.parse_args()
    rows = []
    with harness(options.chromium) as (browser, address):
        for megapixels in options.megapixels:
            out = io.BytesIO()
            photo_of(megapixels).save(out, "PNG")
            page = browser.new_page()
            page.set_default_timeout(600_000)
            found = in_browser(page, address, out.getvalue(), options.precision)
            page.close()
            mask = np.frombuffer(base64.b64decode(found.pop("mask")), np.uint8)
            mask = mask.reshape(found["height"], found["width"])
            row = {"megapixels": megapixels, "precision": options.precision, "browser": found}
            rows.append({**row, "native": natively(out.getvalue(), mask)})
    print(table(rows))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
