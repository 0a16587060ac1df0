"""Names, defaults, and settings that do not fit."""

import pytest
from wispcut.core.errors import SettingsError
from wispcut.resample import Params, ProbeConfig, resize
from wispcut.settings import Resize, complete


def test_defaults_are_those_of_the_description():
    knobs = complete(None).resize
    expected = {
        "target_artifact_ratio": 0.001,
        "sharpen_sigma": 1.0,
        "sharpen_mode": "Lightness",
        "metric_mode": "RelativeToBase",
        "artifact_metric": "ChannelClippingRatio",
        "fit_strategy": "Cubic",
        "output_clamp": "Clamp",
        "diagnostics_level": "Summary",
        "max_chroma_shift": 0.10,
        "chroma_guard": True,
        "evaluator": "Heuristic",
        "input_color_space": "Srgb",
        "kernel": "Lanczos3",
        "coarse_count": 7,
        "dense_count": 4,
        "window_margin": 0.5,
        "max_backoff_iterations": 4,
        "backoff_scale_factor": 0.8,
        "pipeline_mode": "Balanced",
    }
    assert {name: getattr(knobs, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("knobs", "message"),
    [
        (
            {"target_artifact_ratio": 2},
            r"resize.target_artifact_ratio must be a number in \[1e-05, 0.05\]; got 2",
        ),
        ({"sharpen_sigma": 0}, r"resize.sharpen_sigma must be a number in \[0.3, 4\]; got 0"),
        (
            {"pipeline_mode": "fast"},
            "resize.pipeline_mode must be one of Fast, Balanced, Quality; got 'fast'",
        ),
        ({"coarse_count": 3.5}, "resize.coarse_count must be a whole number"),
        ({"chroma_guard": 1}, "resize.chroma_guard must be true or false; got 1"),
        (
            {"probe_min": 2, "probe_max": 1.5},
            "resize.probe_min must be less than resize.probe_max = 1.5; got 2",
        ),
        ({"strength": float("nan")}, "resize.strength must be a number"),
        ({"sharpnes": "off"}, "settings has no knob resize.sharpnes"),
    ],
)
def test_bad_settings_name_knob_range_and_value(noise, knobs, message):
    with pytest.raises(SettingsError, match=message):
        resize(noise, width=20, params=complete({"resize": knobs}).resize.params())


def test_the_settings_name_every_parameter_with_the_same_defaults():
    assert Resize().params() == Params()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"coarse_min": 2.0, "coarse_max": 1.0}, "coarse_min must be less than coarse_max = 1; got 2"),
        ({"strengths": (0.1, 0.2, 0.4, 0.4)}, "strengths must be at least 4 different numbers"),
        ({"strengths": (0.0, 0.2, 0.4, 0.8)}, r"strengths must be .* in \(0, 10\]"),
    ],
)
def test_probes_that_do_not_fit_each_other_are_named(given, words):
    with pytest.raises(ValueError, match=words):
        ProbeConfig(**given)
