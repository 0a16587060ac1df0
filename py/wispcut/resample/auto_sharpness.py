"""Automatic sharpness: from the reduced picture to bytes and a report, stages 3 to 11 of r3sizer's pipeline.

Source: the description of r3sizer-core, "Automatic Sharpness Adjustment When Reducing Digital Images". What differs and
why: docs/decisions/0030 to 0034.

The strength is the largest one whose measured artifacts stay at the target ratio P0, scaled by the envelope that the
ringing of the resize leaves. Probes are taken of exactly what will be delivered: with the gains of the region classes
and with the chroma guard. So the measured metric of the result is the probed one.

The picture goes by twice, in bands: once to be measured, once to be delivered. Memory: the bytes that are delivered,
the pixels that can leave the gamut, and bands; small pictures are kept in between (``base.KEPT_BYTES``).
"""

from dataclasses import asdict, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut.resample import breakdown as parts
from wispcut.resample.base import Base
from wispcut.resample.deliver import deliver
from wispcut.resample.first_pass import PROBE_STATISTICS_LIMIT, FirstPass
from wispcut.resample.params import Params
from wispcut.resample.probes import Prober, ProbeSample
from wispcut.resample.quality import Energy, base_resize_quality
from wispcut.resample.regions import coverage
from wispcut.resample.selection import TOLERANCE, Selection, select
from wispcut.resample.statistics import Statistics
from wispcut.resample.timing import Clock

Report = dict[str, Any]
INVISIBLE_DETAIL = 1e-4  # detail (linear light, at the largest strength) that can change no byte


def sharpen_automatically(
    base: Base, params: Params, clock: Clock, *, channels: int, resized: bool, source: Energy | None
) -> tuple[NDArray[np.uint8], Report]:
    """Sharpen the reduced picture as ``params`` (resolved) say.

    ``resized`` is False where the picture kept its size: then nothing was lost, and automatic does nothing.
    ``source`` holds the energies of the source for the retention scores. Returns sRGB bytes ``(h, w, channels)`` and
    the part of the report that this stage knows.
    """
    full = params.diagnostics_level == "Full"
    limit = _largest_strength(params)
    seen = FirstPass(base, params, limit, clock)
    quality = base_resize_quality(seen.ringing, seen.pixels, seen.energy, source)
    target = params.target_artifact_ratio * float(quality["envelope_scale"] or 1.0)
    relative = params.metric_mode == "RelativeToBase"
    with clock.stage("baseline_us"):
        baseline = seen.probe.base_ratio()
    prober = Prober(seen.probe.ratio, baseline, relative)

    samples: list[ProbeSample] = []
    passes = None
    fixed = _fixed_strength(params, resized, seen.steepest, limit)
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
    if fixed is None and params.adaptive:
        with clock.stage("adaptive_validation_us"):
            selection, validation = _back_off(prober, selection, target, params)

    strength = selection.selected_strength
    made = deliver(base, strength, params, clock, seen.probe, channels)
    measured = made.artifact_ratio
    metric_value = max(0.0, measured - baseline) if relative else measured

    def sample_report(sample: ProbeSample) -> Report:
        at = Statistics(
            base.height, base.width, sample.strength, evaluator=False, limit=PROBE_STATISTICS_LIMIT
        )
        for band in seen.samples:
            at.add(band)
        return asdict(sample) | {"breakdown": at.report(sample.artifact_ratio)[0] if full else None}

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
        "metric_components": made.components,
        "metric_weights": dict(parts.METRIC_WEIGHTS),
        "region_coverage": coverage(seen.class_counts) if params.adaptive else None,
        "adaptive_validation": validation,
        "chroma_guard": made.guard,
        "evaluator_result": made.assessment,
    }
    report["target_miss_reason"] = _miss(report)
    return made.pixels, report


def _largest_strength(params: Params) -> float:
    if params.sharpness == "manual":
        return params.strength
    if params.probes.kind == "Explicit":
        return max(params.probes.strengths)
    return params.probes.coarse_max


def _fixed_strength(params: Params, resized: bool, steepest: float, limit: float) -> tuple[float, str] | None:
    """Strength and mode where nothing is to be searched for."""
    if params.sharpness == "off":
        return 0.0, "Off"
    if params.sharpness == "manual":
        return params.strength, "Manual"
    if not resized:
        return 0.0, "NotResized"
    if steepest * limit < INVISIBLE_DETAIL:
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
