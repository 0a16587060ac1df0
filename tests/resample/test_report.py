"""The report and its schema."""

import json
from pathlib import Path

import numpy as np
import pytest
import wispcut.resample
from wispcut.resample import resize
from wispcut.settings import Resize


@pytest.mark.parametrize(
    "knobs",
    [
        {},
        {"pipeline_mode": "Fast"},
        {"pipeline_mode": "Quality"},
        {"sharpness": "off"},
        {"sharpness": "manual"},
        {"fit_strategy": "DirectSearch", "probe_config": "Explicit"},
        {"metric_mode": "AbsoluteTotal", "probe_config": "Range"},
        {"resize_strategy": "ContentAdaptive", "input_color_space": "RawLinear"},
        {"evaluation_color_space": "Luminance", "input_color_space": "LinearRgb"},
    ],
)
def test_the_report_follows_its_schema(cutout, knobs):
    jsonschema = pytest.importorskip("jsonschema")
    path = Path(wispcut.resample.__file__).with_name("report.schema.json")
    schema = json.loads(path.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    for pixels in (cutout, cutout[..., :3].copy(), np.full((9, 9, 3), 7, np.uint8)):
        for width in (9, 5, 1):
            _, report = resize(pixels, width=width, params=Resize(**knobs).params())
            plain = json.loads(json.dumps(report, allow_nan=False))
            jsonschema.Draft202012Validator(schema).validate(plain)
            assert plain == report


def test_the_schema_is_strict(cutout):
    jsonschema = pytest.importorskip("jsonschema")
    path = Path(wispcut.resample.__file__).with_name("report.schema.json")
    validator = jsonschema.Draft202012Validator(json.loads(path.read_text()))
    _, report = resize(cutout, width=50)
    for broken in (
        {**report, "selection_mode": "Guess"},
        {**report, "extra": 1},
        {k: v for k, v in report.items() if k != "robustness"},
        {**report, "measured_artifact_ratio": 1.5},
    ):
        assert not validator.is_valid(broken)


def test_stage_times_add_up(noise):
    timing = resize(noise, width=70)[1]["timing"]
    parts = sum(value for name, value in timing.items() if name != "total_us" and value is not None)
    assert 0 < parts <= timing["total_us"] * 1.01
    assert timing["robustness_us"] > 0 and timing["ingress_us"] is None
