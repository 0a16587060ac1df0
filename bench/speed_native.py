"""The same work in CPython, for `npm run bench`: reads a photo and a mask, prints seconds by stage as JSON.

python -m bench.speed_native PHOTO MASK
"""

import io
import json
import sys
import time

import numpy as np
from PIL import Image
from wispcut import browser_api
from wispcut.core import scale


def main(photo_path: str, mask_path: str) -> None:
    """Time survey, refine and export of one photo, one process, one thread."""
    photo = np.asarray(Image.open(photo_path).convert("RGBA"))
    mask = np.asarray(Image.open(mask_path).convert("L"))
    height, width = photo.shape[:2]
    start = time.perf_counter()
    factor = scale.survey_factor(height, width)
    reduced = browser_api.reduce_rows(photo, height, width, factor)
    size = reduced.shape[:2]
    handle = browser_api.survey(reduced, *size, height, width, mask, *mask.shape, None, "{}")
    surveyed = time.perf_counter()
    out = np.empty((height, width, 4), np.uint8)
    for tile in json.loads(handle.summary())["tiles"]:
        r0, c0, r1, c1 = tile["outer"]
        top, left, bottom, right = tile["core"]
        outer = np.ascontiguousarray(photo[r0:r1, c0:c1])
        out[top:bottom, left:right] = browser_api.refine(handle, outer, tile["core"], tile["outer"], None)
    refined = time.perf_counter()
    Image.fromarray(out).save(io.BytesIO(), "PNG", compress_level=6)
    exported = time.perf_counter()
    seconds = {"survey": surveyed - start, "refine": refined - surveyed, "export": exported - refined}
    print(json.dumps({name: round(value * 1000) for name, value in seconds.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
