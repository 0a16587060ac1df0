"""What a trimap costs and what it loses, for a folder of photos with true alpha.

python -m bench.trimaps FOLDER [--mask mask|imgly]

FOLDER holds NAME.image.png, NAME.alpha.png and NAME.mask.png (or NAME.imgly.png). `lost` is what no solver bound
to the trimap can win back (sum of |alpha - label| outside the band, in thousands), `band` its share of the
picture in percent. `fixed` erodes both sides of the mask by 1 % of the long side, `equal` by as much as gives
the adaptive trimap's area.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image
from wispcut.matting.adaptive_trimap import adaptive_trimap
from wispcut.matting.trimap import trimap_from_mask
from wispcut.settings import complete


def read(path: Path, mode: str) -> np.ndarray:
    """Read a picture as float32 in [0, 1]."""
    return np.asarray(Image.open(path).convert(mode), np.float32) / np.float32(255)


def same_area(mask: np.ndarray, area: float) -> np.ndarray:
    """Erode both sides until the band has this share of the picture."""
    low, high = 0.0, 64.0
    for _ in range(9):
        middle = (low + high) / 2
        trimap = trimap_from_mask(mask, foreground=0.95, background=0.05, erode=middle)
        low, high = (middle, high) if (trimap == 0.5).mean() < area else (low, middle)
    return trimap


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mask", default="mask")
    given = parser.parse_args()
    knobs = complete(None).trimap
    rows = []
    print(
        f"{'photo':24}{'fixed: lost':>12}{'band':>7}{'equal: lost':>13}{'band':>7}{'adaptive: lost':>16}{'band':>7}"
    )
    for path in sorted(given.folder.glob(f"*.{given.mask}.png")):
        name = path.name.removesuffix(f".{given.mask}.png")
        alpha, photo = (
            read(given.folder / f"{name}.alpha.png", "L"),
            read(given.folder / f"{name}.image.png", "RGB"),
        )
        mask = np.asarray(Image.open(path).convert("L").resize(alpha.shape[::-1]), np.float32) / np.float32(
            255
        )
        side = max(alpha.shape)
        adaptive = adaptive_trimap(photo, mask, erode=knobs.erode * side / 1024).trimap
        fixed = trimap_from_mask(mask, foreground=0.95, background=0.05, erode=max(5.0, side / 100))
        trimaps = [fixed, same_area(mask, (adaptive == 0.5).mean()), adaptive]
        row = []
        for trimap in trimaps:
            band = trimap == 0.5
            row += [float(np.abs(alpha - trimap)[~band].sum()) / 1000, 100 * float(band.mean())]
        rows.append(row)
        show(name, row)
    show("mean", np.mean(rows, 0))


def show(name: str, row: list[float]) -> None:
    """Print one line of the table."""
    print(f"{name:24}{row[0]:12.3f}{row[1]:7.2f}{row[2]:13.3f}{row[3]:7.2f}{row[4]:16.3f}{row[5]:7.2f}")


if __name__ == "__main__":
    main()
