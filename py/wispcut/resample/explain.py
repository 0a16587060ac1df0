"""One plain sentence on how the strength was found, for the report and the page."""

from typing import Any

_MODES = {
    "Off": "Sharpening is off.",
    "Manual": "The strength was set by hand.",
    "NotResized": "The picture kept its size, so nothing was lost that sharpening would bring back.",
    "NothingToSharpen": "The picture has no detail that sharpening could change: no sharpening needed.",
}
_REASONS = {
    "BudgetTooStrictForContent": "Shrinking alone already exceeds the target, so the gentlest probe was taken.",
    "DirectSearchConfigured": "The strength was taken from the probes directly, as the settings ask.",
    "FitFailed": "No cubic fits the probes, so the measurements alone decide.",
    "MetricNonMonotonic": "The probes do not rise steadily, so the measurements alone decide.",
    "FitUnstable": "The fitted curve hangs on single probes, so the measurements alone decide.",
    "RootOutOfRange": "The curve does not meet the target within the probed range, so the measurements alone decide.",
}
_MISSES = {
    "BackedOff": "It was then lowered until the result kept to the target.",
    "EnvelopeReduced": "The target was lowered first, because shrinking left some ringing at edges.",
    "MetricSteps": "The measure moves in steps here, and no strength meets the target more closely.",
}


def explain(report: dict[str, Any]) -> str:
    """How the strength came about, and why the target is missed if it is."""
    mode, reason = report["selection_mode"], report["fallback_reason"]
    if mode in _MODES:
        return _MODES[mode]
    first = _REASONS[reason] if reason else "The strength is where the fitted curve meets the target."
    if mode == "LeastBadSample" and reason != "BudgetTooStrictForContent":
        over = report["measured_metric_value"] > report["effective_target_artifact_ratio"] * 1.05
        first = "Every probe exceeds the target" + (
            "; the one that exceeds it least was taken."
            if over
            else ", so the strength was found below them."
        )
    miss = _MISSES.get(report["target_miss_reason"] or "")
    return f"{first} {miss}" if miss else first
