"""The last pass: render at the chosen strength, measure, clamp, encode, band by band."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wispcut.core.pixels import linear_to_srgb, to_bytes
from wispcut.resample.base import Base
from wispcut.resample.chroma_guard import ChromaGuardAccount
from wispcut.resample.gamut import GamutProbe
from wispcut.resample.params import Params
from wispcut.resample.statistics import Statistics
from wispcut.resample.timing import Clock


@dataclass(frozen=True)
class Delivery:
    """The finished bytes ``(h, w, channels)`` and what was measured of them before clamping."""

    pixels: NDArray[np.uint8]
    artifact_ratio: float
    guard: dict[str, float] | None
    components: dict[str, float]
    assessment: dict[str, object] | None


def deliver(
    base: Base, strength: float, params: Params, clock: Clock, probe: GamutProbe, channels: int
) -> Delivery:
    """Go over ``base`` once more, with ``strength``; ``channels`` 3 or 4 (opaque where the base has no alpha)."""
    out = np.empty((base.height, base.width, channels), np.uint8)
    guard = ChromaGuardAccount() if params.chroma_guard and strength > 0 else None
    judged = params.evaluator == "Heuristic"
    statistics = Statistics(base.height, base.width, strength, evaluator=judged)
    scale = _normalizing(base, strength) if params.output_clamp == "Normalize" else 1.0
    outside = 0
    for band in base.bands():
        with clock.stage("final_sharpen_us"):
            values = band.core.render(strength) if strength > 0 else band.core.rgb.copy()
            if guard is not None:
                guard.add(band.core, strength, band.visible)
        with clock.stage("clamp_us"):
            outside += probe.count(values, band.visible)
            values *= np.float32(scale)
            np.clip(values, 0, 1, out=values)
            rows = out[band.top : band.bottom]
            rows[..., :3] = np.moveaxis(to_bytes(linear_to_srgb(values)), 0, -1)
            if band.alpha is not None:
                rows[..., 3] = to_bytes(band.alpha)
                rows[..., :3] *= rows[..., 3:] > 0
            elif channels == 4:
                rows[..., 3] = 255
        if statistics.wants(band.top):
            with clock.stage("evaluator_us" if judged else "final_sharpen_us"):
                statistics.add(band.statistics())
    ratio = outside / max(probe.total, 1)
    return Delivery(out, ratio, None if guard is None else guard.report(), *statistics.report(ratio))


def _normalizing(base: Base, strength: float) -> float:
    largest = max(float(band.core.render(strength).max()) for band in base.bands())
    return 1.0 / largest if largest > 0 else 1.0
