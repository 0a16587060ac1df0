"""From the probes to the strength: fit, checks, root, and what to do when there is none.

The order of the reasons for a fall-back is fixed; the first that holds is reported.
"""

from dataclasses import dataclass

from wispcut.resample import fit as cubic
from wispcut.resample.probes import Prober, ProbeSample
from wispcut.resample.solve import largest_root
from wispcut.resample.timing import Clock

TOLERANCE = 0.05  # how far the measured metric may be from its target and still count as on it
REFINE_STEPS = 12


@dataclass
class Selection:
    """The strength and how it was found. Field names are those of the report."""

    selected_strength: float
    selection_mode: str
    fallback_reason: str | None = None
    budget_reachable: bool = True
    fit_status: str = "Skipped"
    fit_failure: str | None = None
    fit_coefficients: cubic.Coefficients | None = None
    fit_quality: cubic.FitQuality | None = None
    crossing_status: str = "NotAttempted"
    robustness: dict[str, object] | None = None
    refinement: dict[str, object] | None = None


def robustness_of(
    samples: list[ProbeSample],
    anchor: tuple[float, float] | None,
    quality: cubic.FitQuality | None,
    coefficients: cubic.Coefficients | None,
    target: float,
) -> dict[str, object]:
    """Monotonicity of the probes, leave-one-out stability of the root, condition of the fit."""
    strengths, values = [s.strength for s in samples], [s.metric_value for s in samples]
    breaks = cubic.inversions(values)
    low, high = span_of(samples, anchor)
    root = None if coefficients is None else largest_root(coefficients, target, low, high)
    change = None
    if root is not None:
        change = cubic.leave_one_out(
            strengths, values, root, anchor, lambda other: largest_root(other, target, low, high)
        )
    return {
        "monotonic": breaks == 0,
        "quasi_monotonic": breaks <= 1,
        "r_squared_ok": quality is not None and quality.r_squared > cubic.R_SQUARED_LIMIT,
        "well_conditioned": quality is not None and quality.min_pivot > cubic.PIVOT_LIMIT,
        "loo_stable": change is None or change < cubic.LOO_LIMIT,
        "max_loo_root_change": change,
    }


def span_of(samples: list[ProbeSample], anchor: tuple[float, float] | None) -> tuple[float, float]:
    """The strengths that the fit speaks of: from the anchor or the first probe to the last."""
    return (samples[0].strength if anchor is None else anchor[0]), samples[-1].strength


def fit(samples: list[ProbeSample], anchor: tuple[float, float] | None, out: Selection) -> None:
    """Fit the cubic and note the outcome in ``out``."""
    xs, ys = [s.strength for s in samples], [s.metric_value for s in samples]
    if anchor is not None:
        xs, ys = [anchor[0], *xs], [anchor[1], *ys]
    try:
        out.fit_coefficients, out.fit_quality = cubic.fit_cubic_with_quality(xs, ys)
        out.fit_status = "Success"
    except cubic.FitFailed as error:
        out.fit_status, out.fit_failure = "Failed", str(error)


def choose(
    samples: list[ProbeSample], target: float, *, direct: bool, unreachable: bool, out: Selection, low: float
) -> None:
    """Set strength, mode and reason in ``out``, which knows fit and robustness."""
    flags = out.robustness or {}
    root = None
    if out.fit_coefficients is not None:
        root = largest_root(out.fit_coefficients, target, low, samples[-1].strength)
        out.crossing_status = "NotFoundInRange" if root is None else "Found"
    out.budget_reachable = not unreachable
    if unreachable:
        out.fallback_reason = "BudgetTooStrictForContent"
    elif direct:
        out.fallback_reason = "DirectSearchConfigured"
    elif out.fit_status == "Failed":
        out.fallback_reason = "FitFailed"
    elif not flags["monotonic"]:
        out.fallback_reason = "MetricNonMonotonic"
    elif not flags["loo_stable"]:
        out.fallback_reason = "FitUnstable"
    elif root is None:
        out.fallback_reason = "RootOutOfRange"
    else:
        out.selected_strength, out.selection_mode = root, "PolynomialRoot"
        return
    within = [s for s in samples if s.metric_value <= target]
    if within:
        best = max(within, key=lambda s: s.strength)
        out.selection_mode = "BestSampleWithinBudget"
    else:
        best = min(samples, key=lambda s: (s.metric_value, s.strength))
        out.selection_mode = "LeastBadSample"
    out.selected_strength = best.strength
    if unreachable:
        out.selection_mode = "BudgetUnreachable"


def refine(prober: Prober, samples: list[ProbeSample], target: float, out: Selection) -> None:
    """Bring the strength onto the measured curve, by halving between the nearest probes around the crossing.

    The cubic only approximates P(s), and the probes are few. Where the choice measures more than ``TOLERANCE`` off the
    target, the bracket around the true crossing is halved until it does not, or until the metric's own steps forbid it.
    """
    start = prober.sample(out.selected_strength)
    known = [*samples, start]
    low = max((s.strength for s in known if s.metric_value <= target), default=0.0)
    high = min((s.strength for s in known if s.metric_value > target and s.strength > low), default=None)
    best, steps = start, 0
    while high is not None and abs(best.metric_value - target) > TOLERANCE * target and steps < REFINE_STEPS:
        best = prober.sample(0.5 * (low + high))
        steps += 1
        if best.metric_value <= target:
            low = best.strength
        else:
            high = best.strength
    if steps and best.metric_value > target * (1 + TOLERANCE):
        best = prober.sample(low)  # the metric jumps over the target: stay below
    out.selected_strength = best.strength
    out.refinement = {"from_strength": start.strength, "steps": steps, "metric_value": best.metric_value}


def select(
    prober: Prober,
    samples: list[ProbeSample],
    target: float,
    *,
    relative: bool,
    direct: bool,
    baseline: float,
    clock: Clock,
) -> Selection:
    """Choose the strength whose metric value is ``target``. ``relative`` adds the known point (0, 0) to the fit."""
    out = Selection(samples[0].strength, "LeastBadSample")
    anchor = (0.0, 0.0) if relative else None
    unreachable = not relative and baseline > target
    if not direct:
        with clock.stage("fit_us"):
            fit(samples, anchor, out)
        with clock.stage("robustness_us"):
            out.robustness = robustness_of(samples, anchor, out.fit_quality, out.fit_coefficients, target)
    with clock.stage("fit_us"):
        choose(
            samples, target, direct=direct, unreachable=unreachable, out=out, low=span_of(samples, anchor)[0]
        )
        if not direct and not unreachable:
            refine(prober, samples, target, out)
    return out
