import json

import pytest
from wispcut.resample.params import Params
from wispcut.resample.recommend import recommendations
from wispcut.resample.regions import GainTable
from wispcut.settings import complete


def report(**changes):
    out = {
        "evaluator_result": {"suggested_strength": 0.3, "confidence": 0.7, "features": {"edge_density": 0.1}},
        "region_coverage": None,
        "selected_strength": 0.3,
        "probe_samples": [{"strength": s, "metric_value": 0.01 * s} for s in (0.003, 0.3, 0.6, 1.0)],
        "fit_coefficients": [0.0, 0.0, 0.01, 0.0],
        "fit_quality": {"r_squared": 0.99},
    }
    return out | changes


def features(density, suggested=0.3):
    return {"suggested_strength": suggested, "confidence": 0.7, "features": {"edge_density": density}}


def test_nothing_to_recommend():
    assert recommendations(report(), Params()) == []
    assert recommendations(report(evaluator_result=None), Params(sharpen_strategy="Uniform")) == []


@pytest.mark.parametrize(
    ("changes", "params", "kind", "severity", "patch"),
    [
        (
            {"evaluator_result": features(0.2)},
            Params(sharpen_strategy="Uniform"),
            "SwitchToContentAdaptive",
            "Suggestion",
            {"sharpen_strategy": "ContentAdaptive"},
        ),
        (
            {"region_coverage": {"risky_halo_zone_fraction": 0.3}},
            Params(),
            "LowerStrongEdgeGain",
            "Warning",
            {"gain_strong_edge": 0.5},
        ),
        (
            {"evaluator_result": features(0.1, suggested=0.6)},
            Params(),
            "RaiseArtifactBudget",
            "Info",
            {"target_artifact_ratio": pytest.approx(0.006)},
        ),
        (
            {"evaluator_result": features(0.2)},
            Params(sharpen_mode="Rgb"),
            "SwitchToLightness",
            "Suggestion",
            {"sharpen_mode": "Lightness"},
        ),
        (
            {"fit_quality": {"r_squared": 0.6}},
            Params(),
            "WidenProbeRange",
            "Warning",
            {"probe_min": 0.01, "probe_max": pytest.approx(1.4985)},
        ),
        (
            {"selected_strength": 0.95, "evaluator_result": None},
            Params(),
            "WidenProbeRange",
            "Suggestion",
            {"probe_min": 0.01, "probe_max": pytest.approx(1.4985)},
        ),
        (
            {"evaluator_result": features(0.3)},
            Params(sharpen_sigma=2.0),
            "LowerSigma",
            "Info",
            {"sharpen_sigma": 1.2},
        ),
    ],
)
def test_each_rule(changes, params, kind, severity, patch):
    (found,) = recommendations(report(**changes), params)
    assert (found["kind"], found["severity"], found["patch"]) == (kind, severity, {"resize": patch})
    assert 0 <= found["confidence"] <= 1 and found["reason"].endswith(".")
    patched = complete(found["patch"]).resize
    patched.params()  # can be applied
    assert all(getattr(patched, key) == value for key, value in found["patch"]["resize"].items())
    json.dumps(found)


def test_no_two_set_the_same_knob():
    found = recommendations(
        report(
            evaluator_result=features(0.5, suggested=0.9),
            region_coverage={"risky_halo_zone_fraction": 0.4},
            fit_quality={"r_squared": 0.1},
        ),
        Params(sharpen_strategy="Uniform", sharpen_mode="Rgb", sharpen_sigma=3.0, gains=GainTable()),
    )
    knobs = [knob for item in found for knob in item["patch"]["resize"]]
    assert len(found) == 6 and len(knobs) == len(set(knobs))
