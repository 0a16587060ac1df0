import pytest
from wispcut.resample.params import ProbeConfig
from wispcut.resample.probes import Prober
from wispcut.resample.selection import select
from wispcut.resample.timing import Clock

EXPLICIT = ProbeConfig(kind="Explicit", strengths=(0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3.0))


def chosen(function, target, *, relative=True, direct=False, baseline=0.0, config=EXPLICIT):
    prober = Prober(function, baseline, relative)
    samples, _ = prober.run(config, target)
    return select(prober, samples, target, relative=relative, direct=direct, baseline=baseline, clock=Clock())


def test_root_of_a_true_cubic():
    out = chosen(lambda s: 0.001 * s**3 + 0.002 * s, 0.003)
    assert out.selection_mode == "PolynomialRoot" and out.fallback_reason is None
    assert out.selected_strength == pytest.approx(1, abs=1e-6)
    assert out.crossing_status == "Found" and out.fit_status == "Success"
    assert out.robustness["monotonic"] and out.robustness["loo_stable"] and out.robustness["r_squared_ok"]
    assert out.refinement["steps"] == 0


def test_a_root_that_misses_the_curve_is_refined():
    # A kink that no cubic follows.
    out = chosen(lambda s: max(0.0, s - 0.5) ** 2, 0.04)
    assert out.selection_mode in ("PolynomialRoot", "BestSampleWithinBudget")
    assert max(0.0, out.selected_strength - 0.5) ** 2 == pytest.approx(0.04, rel=0.05)


def test_a_jump_over_the_target_stays_below_it():
    out = chosen(lambda s: 0.0 if s < 0.317 else 0.5, 0.01)
    assert out.selected_strength == pytest.approx(0.317, abs=1e-3) and out.selected_strength < 0.317


@pytest.mark.parametrize(
    ("function", "options", "reason", "mode"),
    [
        (
            lambda s: 0.5 + s,
            {"relative": False, "baseline": 0.5},
            "BudgetTooStrictForContent",
            "BudgetUnreachable",
        ),
        (lambda s: 0.1 * s, {"direct": True}, "DirectSearchConfigured", "BestSampleWithinBudget"),
        (lambda s: 0.02 * s if s != 0.4 else 0.0, {}, "MetricNonMonotonic", None),
        (lambda s: 0.0, {}, "RootOutOfRange", "BestSampleWithinBudget"),
    ],
)
def test_reasons(function, options, reason, mode):
    out = chosen(function, 0.01, **options)
    assert out.fallback_reason == reason
    assert mode is None or out.selection_mode == mode


def test_unreachable_comes_before_direct():
    out = chosen(lambda s: 0.5 + s, 0.01, relative=False, baseline=0.5, direct=True)
    assert out.fallback_reason == "BudgetTooStrictForContent" and not out.budget_reachable


def test_unstable_root_falls_back():
    # Nothing until the last probe but one, then everything: each left-out probe moves the root.
    out = chosen(lambda s: 0.0 if s < 1 else (0.02 if s < 2 else 5.0), 0.01)
    assert out.fallback_reason == "FitUnstable" and not out.robustness["loo_stable"]


def test_singular_fit_falls_back():
    close = ProbeConfig(kind="Explicit", strengths=(1e-6, 2e-6, 3e-6, 4e-6))
    out = chosen(lambda s: 0.001, 0.01, config=close)
    assert out.fallback_reason == "FitFailed" and out.fit_status == "Failed"
    assert "singular" in out.fit_failure
    assert out.selected_strength == 4e-6


def test_direct_search_takes_samples_only():
    within = chosen(lambda s: 0.01 * s, 0.01, direct=True)
    assert (within.selected_strength, within.fit_status) == (0.8, "Skipped")
    over = chosen(lambda s: 1 + s, 0.01, direct=True)
    assert (over.selected_strength, over.selection_mode) == (0.05, "LeastBadSample")


def test_all_over_the_target_is_refined_below_the_first_probe():
    out = chosen(lambda s: min(1.0, s), 0.01)
    assert out.selected_strength == pytest.approx(0.01, rel=0.05)
