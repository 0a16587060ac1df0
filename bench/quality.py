"""Mattes against the truth, beside PyMatting's methods, on a folder of photos.

python -m bench.quality FOLDER [--quality fast,balanced,best] [--peers sm,cf,knn,lkm,lbdm,rw] [--json OUT.json]

FOLDER holds, per photo, NAME.image.png|jpg, NAME.alpha.png (truth) and any of NAME.trimap.png (0 background,
255 foreground, else unknown), NAME.mask.png (a coarse mask) and NAME.imgly.png (a mask as the AI gave it).
Three tables: `given`, from the trimap, scored in its unknown region; `coarse` and `imgly`, from the mask
alone, scored on the whole picture. Peers need a trimap: from a mask they get what is sure, drawn back by 1 %
of the long side (at least 5 px). `bench/compose.py` makes such a folder. PyMatting comes with `pip install
pymatting`; without it only our rows are printed. Each cell is the mean over the photos, then the worst photo;
the ratio is ours to the best peer's mean.
"""

import argparse
import json
import os
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402
from scipy import ndimage  # noqa: E402
from wispcut.pipeline import cut_out  # noqa: E402

from bench.measures import NAMES, measure  # noqa: E402


def grey(path):
    """The alpha channel where there is one, else grey levels: ``(H, W)`` uint8."""
    image = Image.open(path)
    return np.asarray(image.getchannel("A") if image.mode in ("RGBA", "LA") else image.convert("L"))


def photo_path(folder, name):
    """The photo of a name, PNG or JPEG."""
    return next(p for p in (folder / f"{name}.image.{end}" for end in ("png", "jpg", "jpeg")) if p.exists())


def sure_trimap(mask):
    """The trimap that peers get from a mask: what is sure, drawn back from the rest."""
    reach = max(5.0, max(mask.shape) / 100)

    def inner(sure):
        return sure if sure.all() else ndimage.distance_transform_edt(sure) > reach

    return np.where(inner(mask > 0.95), 1.0, np.where(inner(mask < 0.05), 0.0, 0.5))


def ours(photo, table, source, quality):
    """Our alpha from a trimap (table `given`) or a mask, through the whole pipeline, bytes to bytes."""
    settings = {"matting": {"quality": quality}}
    if table == "given":
        marks = np.select([source == 255, source == 0], [1, 2], 3).astype(np.uint8)
        return cut_out(photo, marks=marks, settings=settings).rgba[..., 3] / 255
    return cut_out(photo, mask=source, settings=settings).rgba[..., 3] / 255


def peer(photo, table, source, method):
    """A PyMatting method's alpha, known pixels kept."""
    import pymatting

    trimap = sure_trimap(source / 255)
    if table == "given":
        trimap = np.select([source == 255, source == 0], [1.0, 0.0], 0.5)
    if trimap.min() > 0 or trimap.max() < 1:
        return trimap
    alpha = getattr(pymatting, f"estimate_alpha_{method}")(photo / 255, trimap)
    return np.where(trimap == 0.5, np.clip(alpha, 0, 1), trimap)


def run(folder, qualities, peers):
    """``{table: {row: {photo: four numbers}}}``."""
    out = {}
    for name in sorted(p.name[: -len(".alpha.png")] for p in folder.glob("*.alpha.png")):
        photo = np.ascontiguousarray(Image.open(photo_path(folder, name)).convert("RGB"))
        truth = grey(folder / f"{name}.alpha.png") / 255
        for table, kind in (("given", "trimap"), ("coarse", "mask"), ("imgly", "imgly")):
            path = folder / f"{name}.{kind}.png"
            if not path.exists():
                continue
            source = grey(path)
            region = (source > 0) & (source < 255) if table == "given" else None
            rows = {f"wispcut {q}": ours(photo, table, source, q) for q in qualities}
            rows |= {m: peer(photo, table, source, m) for m in peers}
            if table != "given" and source.shape == truth.shape:
                rows["mask"] = source / 255
            for row, alpha in rows.items():
                out.setdefault(table, {}).setdefault(row, {})[name] = measure(alpha, truth, region).tolist()
    return out


def show(found, peers):
    """Print the tables."""
    for table, rows in found.items():
        print(f"\n{table}: {len(next(iter(rows.values())))} photos, mean (worst)")
        print(f"{'':18s}" + "".join(f"{name:>18s}" for name in NAMES))
        means = {row: np.mean(list(photos.values()), 0) for row, photos in rows.items()}
        for row, photos in rows.items():
            worst = np.max(list(photos.values()), 0)
            print(
                f"{row:18s}" + "".join(f"{m:9.2f} ({w:6.1f})" for m, w in zip(means[row], worst, strict=True))
            )
        rivals = [means[m] for m in peers if m in means]
        for row in (r for r in rows if r.startswith("wispcut") and rivals):
            print(f"{'ratio to best':18s}" + "".join(f"{v:18.2f}" for v in means[row] / np.min(rivals, 0)))


def main():
    """Read the command line, run, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quality", default="balanced")
    parser.add_argument("--peers", default="")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    peers = [m for m in chosen.peers.split(",") if m]
    found = run(chosen.folder, chosen.quality.split(","), peers)
    show(found, peers)
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
