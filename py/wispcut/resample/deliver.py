"""The last steps: render at the chosen strength, measure, clamp, encode; and the statistics of the result."""

import numpy as np
from numpy.typing import NDArray

from wispcut.pixels import linear_to_srgb, to_bytes
from wispcut.resample import breakdown as parts
from wispcut.resample.base import Base
from wispcut.resample.chroma_guard import ChromaGuardAccount
from wispcut.resample.evaluator import HeuristicEvaluator
from wispcut.resample.gamut import GamutProbe, count
from wispcut.resample.params import Params
from wispcut.resample.sharpen import Sharpener, luma_of
from wispcut.resample.timing import Clock

_ROWS = 128


def deliver(
    base: Base, sharpener: Sharpener, strength: float, params: Params, clock: Clock, probe: GamutProbe
) -> tuple[NDArray[np.uint8], float, dict[str, float] | None]:
    """Render, measure, clamp and encode, band by band: bytes, artifact ratio, what the guard did."""
    height, width = base.height, base.width
    out = np.empty((height, width, 3 if base.alpha is None else 4), np.uint8)
    guard = ChromaGuardAccount() if sharpener.max_chroma_shift is not None and strength > 0 else None
    bands = [(top, min(top + _ROWS, height)) for top in range(0, height, _ROWS)]
    scale = 1.0
    if params.output_clamp == "Normalize":
        with clock.stage("clamp_us"):
            largest = max(float(sharpener.rows(*b).render(strength).max()) for b in bands)
            scale = 1.0 / largest if largest > 0 else 1.0
    outside = 0
    for top, bottom in bands:
        rows = sharpener.rows(top, bottom)
        visible = None if base.visible is None else base.visible[top:bottom]
        with clock.stage("final_sharpen_us"):
            values = rows.render(strength) if strength > 0 else rows.rgb.copy()
            if guard is not None:
                guard.add(rows, strength, visible)
        with clock.stage("clamp_us"):
            if probe.luminance_only:
                outside += count(luma_of(values)[None], "PixelOutOfGamutRatio", visible)
            else:
                outside += count(values, probe.metric, visible)
            values *= np.float32(scale)
            np.clip(values, 0, 1, out=values)
            out[top:bottom, :, :3] = np.moveaxis(to_bytes(linear_to_srgb(values)), 0, -1)
            if base.alpha is not None:
                out[top:bottom, :, 3] = to_bytes(base.alpha[top:bottom])
                out[top:bottom, :, :3] *= out[top:bottom, :, 3:] > 0
    return out, outside / max(probe.total, 1), None if guard is None else guard.report()


def statistics(
    base: Base, sharpener: Sharpener, strength: float, ratio: float, params: Params, limit: float
) -> tuple[dict[str, float], dict[str, object] | None]:
    """Metric breakdown and the evaluator's opinion of one strength."""
    broken = parts.Breakdown(base.height, base.width, limit)
    evaluator = HeuristicEvaluator() if params.evaluator == "Heuristic" else None
    for band in parts.bands(base.luma, base.known, limit):
        luma = parts.sharpened_luma(sharpener, band, strength)
        variance = parts.local_variance(luma)
        broken.add(band, luma, variance)
        if evaluator is not None:
            evaluator.add(band, luma, parts.length(*parts.sobel(luma)), variance)
    return broken.report(ratio), None if evaluator is None else evaluator.report(strength, ratio)
