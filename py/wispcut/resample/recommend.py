"""Recommendations: what other settings might serve this picture better, each with a patch that can be applied.

A patch is a partial settings object, to be laid over the settings in use. No two recommendations of one report set
the same knob. Thresholds: r3sizer-core.
"""

from typing import Any

import numpy as np

from wispcut.resample.fit import R_SQUARED_LIMIT, evaluate
from wispcut.resample.params import Params

SMALLEST_BUDGET, LARGEST_BUDGET = 1e-5, 0.05
LARGEST_PROBE = 10.0
Report = dict[str, Any]


def recommendations(report: Report, params: Params) -> list[Report]:
    """The recommendations for a finished report, in a fixed order."""
    rules = (
        switch_to_content_adaptive,
        lower_strong_edge_gain,
        raise_artifact_budget,
        switch_to_lightness,
        widen_probe_range,
        lower_sigma,
    )
    found = (rule(report, params) for rule in rules)
    return [item for item in found if item is not None]


def _recommend(kind: str, severity: str, confidence: float, reason: str, **patch: object) -> Report:
    return {
        "kind": kind,
        "severity": severity,
        "confidence": float(np.clip(confidence, 0, 1)),
        "reason": reason,
        "patch": {"resize": patch},
    }


def _edge_density(report: Report) -> float | None:
    result = report["evaluator_result"]
    return None if result is None else result["features"]["edge_density"]


def switch_to_content_adaptive(report: Report, params: Params) -> Report | None:
    """Many edges, sharpened uniformly. Not in Fast mode, which is uniform by choice."""
    density = _edge_density(report)
    if params.sharpen_strategy != "Uniform" or density is None or density <= 0.15:
        return None
    return _recommend(
        "SwitchToContentAdaptive",
        "Suggestion",
        (density - 0.15) / 0.25,
        f"{density:.0%} of the picture are edges. Strength that follows the content leaves fewer halos.",
        sharpen_strategy="ContentAdaptive",
    )


def lower_strong_edge_gain(report: Report, params: Params) -> Report | None:
    """Much of the picture is in the risky halo zone."""
    regions = report["region_coverage"]
    if regions is None or params.gains.strong_edge <= 0.5:
        return None
    share = regions["risky_halo_zone_fraction"]
    if share <= 0.15:
        return None
    return _recommend(
        "LowerStrongEdgeGain",
        "Warning" if share > 0.25 else "Suggestion",
        (share - 0.15) / 0.25,
        f"{share:.0%} of the picture may show halos. A lower gain at strong edges calms them.",
        gain_strong_edge=max(0.25, 0.5 * params.gains.strong_edge),
    )


def raise_artifact_budget(report: Report, params: Params) -> Report | None:
    """The evaluator would choose a strength more than 30 % away: offer the budget that leads there."""
    result, chosen = report["evaluator_result"], report["selected_strength"]
    samples = report["probe_samples"]
    if result is None or chosen <= 0 or len(samples) < 2:
        return None
    wanted = result["suggested_strength"]
    if abs(wanted - chosen) <= 0.3 * chosen:
        return None
    strengths = [s["strength"] for s in samples]
    if not strengths[0] <= wanted <= strengths[-1]:
        return None
    if report["fit_coefficients"] is not None:
        budget = float(evaluate(tuple(report["fit_coefficients"]), wanted))
    else:
        budget = float(np.interp(wanted, strengths, [s["metric_value"] for s in samples]))
    budget = float(np.clip(budget, SMALLEST_BUDGET, LARGEST_BUDGET))
    old = params.target_artifact_ratio
    if abs(budget - old) < 0.1 * old:
        return None
    return _recommend(
        "RaiseArtifactBudget",
        "Info",
        result["confidence"],
        f"A target of {budget:.2g} in place of {old:.2g} leads to a strength of about {wanted:.2f}.",
        target_artifact_ratio=budget,
    )


def switch_to_lightness(report: Report, params: Params) -> Report | None:
    """Edges sharpened channel by channel risk coloured fringes."""
    density = _edge_density(report)
    if params.sharpen_mode != "Rgb" or density is None or density <= 0.10:
        return None
    return _recommend(
        "SwitchToLightness",
        "Suggestion",
        (density - 0.10) / 0.20,
        "Sharpening each channel can colour edges. Lightness leaves the colours alone.",
        sharpen_mode="Lightness",
    )


def widen_probe_range(report: Report, params: Params) -> Report | None:
    """A poor fit, or a strength at the end of the probed range."""
    strengths = [s["strength"] for s in report["probe_samples"]]
    if len(strengths) < 2:
        return None
    low, high = params.probes.coarse_min, params.probes.coarse_max
    quality = report["fit_quality"]
    poor = quality is not None and quality["r_squared"] < R_SQUARED_LIMIT
    chosen = report["selected_strength"]
    at_end = chosen >= high - 0.1 * (high - low) or chosen <= low
    if not poor and not at_end:
        return None
    if low <= 0.01 and high >= LARGEST_PROBE:
        return None
    reason = (
        f"The cubic follows the probes poorly (R² = {quality['r_squared']:.2f}). A wider range helps it."
        if poor
        else "The strength lies at the end of what was tried. A wider range gives it room."
    )
    return _recommend(
        "WidenProbeRange",
        "Warning" if poor else "Suggestion",
        (R_SQUARED_LIMIT - quality["r_squared"]) / 0.3 if poor else 0.6,
        reason,
        probe_min=max(0.01, 0.5 * low),
        probe_max=min(LARGEST_PROBE, high + 0.5 * (high - low)),
    )


def lower_sigma(report: Report, params: Params) -> Report | None:
    """Rich in detail, sharpened with a wide sigma."""
    density = _edge_density(report)
    if density is None or density <= 0.25 or params.sharpen_sigma <= 1.5:
        return None
    return _recommend(
        "LowerSigma",
        "Info",
        (density - 0.25) / 0.15,
        f"{density:.0%} of the picture are edges. A smaller sigma sharpens finer detail with fewer halos.",
        sharpen_sigma=round(0.6 * params.sharpen_sigma, 1),
    )
