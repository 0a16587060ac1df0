"""Automatic sharpness: from the reduced picture to bytes and a report, stages 3 to 11 of r3sizer's pipeline.

Source: the description of r3sizer-core, "Automatic Sharpness Adjustment When Reducing Digital Images". What differs and
why: docs/decisions/0030 to 0034.

The strength is the largest one whose measured artifacts stay at the target ratio P0, scaled by the envelope that the
ringing of the resize leaves. Probes are taken of exactly what will be delivered: with the gains of the region classes
and with the chroma guard. So the measured metric of the result is the probed one.

Memory at the target size ``h × w``: about ``8 · 4 · h · w`` bytes; everything else works on bands of rows. The planes
that come in are used up.
"""

from dataclasses import asdict, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut.checks import Array
from wispcut.resample import breakdown as parts
from wispcut.resample.base import Base
from wispcut.resample.deliver import deliver, statistics
from wispcut.resample.gamut import GamutProbe
from wispcut.resample.params import Params
from wispcut.resample.probes import Prober, ProbeSample
from wispcut.resample.quality import Energy, base_resize_quality
from wispcut.resample.regions import coverage
from wispcut.resample.selection import TOLERANCE, Selection, select
from wispcut.resample.sharpen import Sharpener, make_sharpener
from wispcut.resample.timing import Clock

Report = dict[str, Any]
STATISTICS_LIMIT = 1e6  # pixels that features and breakdown look at
PROBE_STATISTICS_LIMIT = 2.5e5  # the same for the breakdown of each probe
INVISIBLE_DETAIL = 1e-4  # detail (linear light, at the largest strength) that can change no byte


def sharpen_automatically(
    planes: Array, params: Params, clock: Clock, *, resized: bool, source: Energy | None
) -> tuple[NDArray[np.uint8], Report]:
    """Sharpen linear planes ``(3 or 4, h, w)`` (premultiplied) as ``params`` (resolved) say.

    ``resized`` is False where the picture kept its size: then nothing was lost, and automatic does nothing.
    ``source`` holds the energies of the source for the retention scores. Returns sRGB bytes ``(h, w, 3 or 4)`` and the
    part of the report that this stage knows.
    """
    full = params.diagnostics_level == "Full"
    base = Base(planes, params, clock, full=full)
    quality = base_resize_quality(base.ringing, base.pixels, base.energy, source)
    target = params.target_artifact_ratio * float(quality["envelope_scale"] or 1.0)
    lightness, relative = params.sharpen_mode == "Lightness", params.metric_mode == "RelativeToBase"

    with clock.stage("probing_us"):
        sharpener = make_sharpener(
            base.rgb,
            base.luma,
            sigma=params.sharpen_sigma,
            lightness=lightness,
            classes=base.classes,
            gains=params.gains.array(),
            alpha=base.alpha,
            max_chroma_shift=params.max_chroma_shift if params.chroma_guard else None,
        )
    limit = _largest_strength(params)
    with clock.stage("baseline_us"):
        probe = GamutProbe(
            sharpener,
            base.visible,
            limit,
            params.artifact_metric,
            params.evaluation_color_space == "Luminance",
        )
        baseline = probe.base_ratio()
    prober = Prober(probe.ratio, baseline, relative)

    samples: list[ProbeSample] = []
    passes = None
    fixed = _fixed_strength(params, resized, sharpener, limit)
    if fixed is not None:
        selection = Selection(*fixed)
    else:
        with clock.stage("probing_us"):
            samples, passes = prober.run(params.probes, target)
        selection = select(
            prober,
            samples,
            target,
            relative=relative,
            direct=params.fit_strategy == "DirectSearch",
            baseline=baseline,
            clock=clock,
        )
    validation = None
    if fixed is None and params.sharpen_strategy == "ContentAdaptive":
        with clock.stage("adaptive_validation_us"):
            selection, validation = _back_off(prober, selection, target, params)

    strength = selection.selected_strength
    pixels, measured, guard = deliver(base, sharpener, strength, params, clock, probe)
    metric_value = max(0.0, measured - baseline) if relative else measured
    with clock.stage("evaluator_us" if params.evaluator == "Heuristic" else "final_sharpen_us"):
        components, opinion = statistics(base, sharpener, strength, measured, params, STATISTICS_LIMIT)

    def sample_report(sample: ProbeSample) -> Report:
        quiet = replace(params, evaluator="None")
        at = sample.strength, sample.artifact_ratio
        parts_of_it = statistics(base, sharpener, *at, quiet, PROBE_STATISTICS_LIMIT)[0] if full else None
        return asdict(sample) | {"breakdown": parts_of_it}

    report: Report = {
        "sharpen_mode": params.sharpen_mode,
        "metric_mode": params.metric_mode,
        "artifact_metric": params.artifact_metric,
        "target_artifact_ratio": params.target_artifact_ratio,
        "effective_target_artifact_ratio": target,
        "baseline_artifact_ratio": baseline,
        "base_resize_quality": quality,
        "probe_samples": [sample_report(s) for s in samples],
        "probe_pass_diagnostics": None
        if passes is None
        else asdict(passes) | {"dense_window": list(passes.dense_window)},
        "fit_status": selection.fit_status,
        "fit_failure": selection.fit_failure,
        "fit_coefficients": None if selection.fit_coefficients is None else list(selection.fit_coefficients),
        "fit_quality": None if selection.fit_quality is None else asdict(selection.fit_quality),
        "crossing_status": selection.crossing_status,
        "robustness": selection.robustness,
        "selected_strength": strength,
        "selection_mode": selection.selection_mode,
        "fallback_reason": selection.fallback_reason,
        "refinement": selection.refinement,
        "budget_reachable": selection.budget_reachable,
        "measured_artifact_ratio": measured,
        "measured_metric_value": metric_value,
        "metric_components": components,
        "metric_weights": dict(parts.METRIC_WEIGHTS),
        "region_coverage": coverage(base.class_counts)
        if params.sharpen_strategy == "ContentAdaptive"
        else None,
        "adaptive_validation": validation,
        "chroma_guard": guard,
        "evaluator_result": opinion,
    }
    report["target_miss_reason"] = _miss(report)
    return pixels, report


def _largest_strength(params: Params) -> float:
    if params.sharpness == "manual":
        return params.strength
    if params.probes.kind == "Explicit":
        return max(params.probes.strengths)
    return params.probes.coarse_max


def _fixed_strength(
    params: Params, resized: bool, sharpener: Sharpener, limit: float
) -> tuple[float, str] | None:
    """Strength and mode where nothing is to be searched for."""
    if params.sharpness == "off":
        return 0.0, "Off"
    if params.sharpness == "manual":
        return params.strength, "Manual"
    if not resized:
        return 0.0, "NotResized"
    slope = max(float(sharpener.slope.max()), -float(sharpener.slope.min()))
    if slope * limit < INVISIBLE_DETAIL:
        return 0.0, "NothingToSharpen"
    return None


def _back_off(
    prober: Prober, selection: Selection, target: float, params: Params
) -> tuple[Selection, dict[str, object]]:
    """Scale the strength down while the result is over the target; ``adaptive_validation`` of the report."""
    strength, steps = selection.selected_strength, 0
    value = prober.sample(strength).metric_value
    while value > target * (1 + TOLERANCE) and steps < params.max_backoff_iterations:
        strength *= params.backoff_scale_factor
        steps += 1
        value = prober.sample(strength).metric_value
    if value > target * (1 + TOLERANCE):
        outcome = "FailedBudgetExceeded"
    else:
        outcome = "PassedAfterBackoff" if steps else "PassedDirect"
    report = {"outcome": outcome, "iterations": steps, "final_scale": params.backoff_scale_factor**steps}
    return replace(selection, selected_strength=strength), report | {"measured_metric_value": value}


def _miss(report: Report) -> str | None:
    """Why the measured metric is not within 5 % of P0: one word, or None where it is."""
    value, wanted = report["measured_metric_value"], report["target_artifact_ratio"]
    if abs(value - wanted) <= TOLERANCE * wanted:
        return None
    if report["selection_mode"] in ("Off", "Manual", "NotResized", "NothingToSharpen"):
        return str(report["selection_mode"])
    effective = report["effective_target_artifact_ratio"]
    if abs(value - effective) <= TOLERANCE * effective:
        return "EnvelopeReduced"
    if report["fallback_reason"] == "BudgetTooStrictForContent":
        return "BudgetTooStrictForContent"
    if report["adaptive_validation"] is not None and report["adaptive_validation"]["iterations"] > 0:
        return "BackedOff"
    if report["fallback_reason"] in ("DirectSearchConfigured", "RootOutOfRange"):
        return str(report["fallback_reason"])
    return "MetricSteps"  # the metric moves in steps (single values, a plain white area) that jump over the target
