"""Does refining a real AI mask help, and does it ever harm? The matte beside the mask it was made from.

python -m bench.harm FOLDER [NAME ...] [--quality fast] [--off] [--jobs 2] [--json OUT.json] [--sheet DIR]

FOLDER holds, per photo, NAME.image.png|jpg, NAME.mask.png (as the AI gave it, any size) and, where it is known,
NAME.alpha.png, the truth. All figures are of the whole picture. With a truth: SAD of mask and matte (thousands),
their ratio, that of the mean squared errors, Grad, scraps. Without: `against` (contradicts a certain mask) and
`veil` (half-transparent bodies). `measures.py` defines them. Last come the means: geometric of the ratios,
arithmetic of the rest, and the worst photo.
`--off` is the guided filter alone. `--sheet` writes NAME.png for the eye: photo, mask, matte and truth on green.
"""

import argparse
import json
import os
from contextlib import nullcontext
from functools import partial
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np  # noqa: E402
from PIL import Image, ImageDraw, ImageFont  # noqa: E402
from wispcut.formats.masks import read_plane  # noqa: E402
from wispcut.formats.pictures import read_photo  # noqa: E402
from wispcut.pipeline import cut_out  # noqa: E402

from bench.measures import against, gradient, mse, sad, scraps, veil  # noqa: E402

GREEN = np.float64([0, 177, 64])
RATIOS = ("ratio", "mse ratio")


def score(alpha, mask, truth=None):
    """Figures of one photo; all planes ``(H, W)`` in [0, 1]."""
    if truth is None:
        return {"against": against(alpha, mask), "veil mask": veil(mask), "veil": veil(alpha)}
    whole = np.ones(truth.shape, bool)
    was, now = sad(mask, truth, whole), sad(alpha, truth, whole)
    return {
        "SAD mask": was,
        "SAD": now,
        "ratio": quotient(now, was),
        "mse ratio": quotient(mse(alpha, truth, whole), mse(mask, truth, whole)),
        "Grad mask": gradient(mask, truth, whole),
        "Grad": gradient(alpha, truth, whole),
        "scraps mask": scraps(mask, truth),
        "scraps": scraps(alpha, truth),
    }


def quotient(new, old):
    """Ratio of two errors; 1 if both are nothing."""
    return (new + 1e-9) / (old + 1e-9)


def summary(rows):
    """Geometric means of ratios, arithmetic means of the rest, and the worst ratio with its photo's name."""
    out = {}
    for key in dict.fromkeys(key for row in rows.values() for key in row):
        values = np.array([row[key] for row in rows.values() if key in row])
        out[key] = float(np.exp(np.log(values).mean()) if key in RATIOS else values.mean())
    if "ratio" in out:
        out["worst"], out["worst photo"] = max((r["ratio"], name) for name, r in rows.items() if "ratio" in r)
    if "veil" in out:
        out["veil ratio"] = quotient(out["veil"], out["veil mask"])
    return out


def on_green(colours, alpha):
    """Bytes ``(H, W, 3)`` before green."""
    a = alpha[..., None]
    return np.uint8(a * colours + (1 - a) * GREEN + 0.5)


def sheet(panels, side):
    """Pictures with their names below, in one row, each at most ``side`` pixels long."""
    made = []
    for name, pixels in panels.items():
        small = Image.fromarray(pixels)
        small.thumbnail((side, side), Image.Resampling.LANCZOS)
        made.append((name, small))
    width, height, gap = *made[0][1].size, 8
    out = Image.new("RGB", (len(made) * (width + gap) - gap, height + 26), "white")
    draw, font = ImageDraw.Draw(out), ImageFont.load_default(16)
    for k, (name, small) in enumerate(made):
        out.paste(small, (k * (width + gap), 0))
        draw.text((k * (width + gap) + 4, height + 4), name, "black", font)
    return out


def measure(path, settings, sheets=None, side=800):
    """Cut one photo out and score it."""
    name = path.name.split(".image.")[0]
    photo = read_photo(path).pixels
    raw, _ = read_plane(path.with_name(f"{name}.mask.png"), "mask")
    height, width = photo.shape[:2]
    stretched = Image.fromarray(raw).resize((width, height), Image.Resampling.BILINEAR)
    mask = np.asarray(stretched, np.float64) / 255
    cutout = cut_out(photo, mask=raw, settings=settings).rgba
    alpha = cutout[..., 3] / 255
    known = path.with_name(f"{name}.alpha.png")
    truth = read_plane(known, "alpha")[0] / 255 if known.exists() else None
    row = score(alpha, mask, truth)
    if sheets is not None:
        seen = photo[..., :3]
        says = f"{row['ratio']:.2f} of the mask" if truth is not None else f"against {row['against']:.1f}"
        panels = {name: seen, "mask": on_green(seen, mask), says: on_green(cutout[..., :3], alpha)}
        if truth is not None:
            panels["truth"] = on_green(seen, truth)
        sheet(panels, side).save(sheets / f"{name}.png")
    return name, row


def line(row):
    """Figures in words."""
    return "  ".join(f"{k} {v:.2f}" if isinstance(v, float) else f"({v})" for k, v in row.items())


def main():
    """Read the command line, run, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--quality", default="balanced")
    parser.add_argument("--off", action="store_true", help="matting.enabled = false")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--side", type=int, default=800, help="longest side of a sheet's panels")
    chosen = parser.parse_args()
    paths = [p for p in sorted(chosen.folder.glob("*.image.*")) if p.suffix in (".png", ".jpg", ".jpeg")]
    if chosen.names:
        paths = [p for p in paths if p.name.split(".image.")[0] in chosen.names]
    if not paths:
        parser.error(f"{chosen.folder} holds none of the photos asked for: NAME.image.png|jpg, NAME.mask.png")
    if chosen.sheet:
        chosen.sheet.mkdir(parents=True, exist_ok=True)
    from concurrent.futures import ProcessPoolExecutor  # only here: Pyodide, which runs the tests, has none

    settings = {"matting": {"quality": chosen.quality, "enabled": not chosen.off}}
    task = partial(measure, settings=settings, sheets=chosen.sheet, side=chosen.side)
    rows = {}
    with ProcessPoolExecutor(chosen.jobs) if chosen.jobs > 1 else nullcontext() as pool:
        for name, row in (pool.map if pool else map)(task, paths):
            rows[name] = row
            print(f"{name:16s} {line(row)}", flush=True)
    mean = summary(rows)
    print(f"{'mean':16s} {line(mean)}")
    if chosen.json:
        chosen.json.write_text(json.dumps({"rows": rows, "mean": mean}, indent=1) + "\n")


if __name__ == "__main__":
    main()
