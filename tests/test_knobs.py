"""Every knob that a cutout runs again for changes some pixel, beside the knobs that it needs."""

import numpy as np
import pytest
from wispcut import pipeline, settings
from wispcut.core.pixels import to_bytes
from wispcut.settings.knob import Knob

from testing.scenes import scene

SEEN_BY_THE_PAGE = {"mask.precision"}
"""Knobs that choose the network: Python meets its mask only."""

NEEDS = {
    "mask.islands": {"mask": {"tidy": True}},
    "mask.holes": {"mask": {"tidy": True}},
    "mask.smoothing": {"mask": {"tidy": True}},
    "guided_filter.radius": {"matting": {"enabled": False}},
    "guided_filter.epsilon": {"matting": {"enabled": False}},
    "enhance.clahe_grid": {"enhance": {"clahe_clip": 4.0}},
    "enhance.sharpen_radius": {"enhance": {"sharpen_sigma": 4.0}},
    "enhance.hint_colour": {"enhance": {"hint_strength": 1.0}},
    "enhance.in_result": {"enhance": {"gain": 1.5}},
}
"""Knobs that count only beside others."""

COUNTED = [
    knob
    for knob in settings.KNOBS
    if knob.stage in ("view", "mask", "survey", "refine") and knob.name not in SEEN_BY_THE_PAGE
]


@pytest.fixture(scope="module")
def drawn():
    """Photo and mask bytes: a head of hair, the mask soft, with an island beside it and a hole in it."""
    known = scene("hair", (72, 80), noise=0.02)
    mask = to_bytes(np.clip(known.alpha * 1.2 - 0.1, 0, 1).astype(np.float32))
    mask[2:6, 2:6] = 255
    mask[50:52, 39:41] = 0
    return to_bytes(known.photo), mask


@pytest.fixture(scope="module")
def look(drawn):
    """The cutout, by settings; each is made once."""
    made = {}

    def cut(knob: Knob, value: object) -> bytes:
        section, key = knob.name.split(".")
        given = {name: dict(values) for name, values in NEEDS.get(knob.name, {}).items()}
        if section == "enhance":  # what only the AI would see shows in the result
            given.setdefault(section, {}).setdefault("in_result", True)
        given.setdefault(section, {})[key] = value
        text = repr(given)
        if text not in made:
            made[text] = pipeline.cut_out(drawn[0], mask=drawn[1], settings=given).rgba.tobytes()
        return made[text]

    return cut


def others(knob: Knob) -> list[object]:
    """Values worth trying, besides the default."""
    if knob.kind == "flag":
        return [not knob.default]
    if knob.kind == "colour":
        return ["#ff0000"]
    values = [*knob.choices] if knob.kind == "choice" else [knob.high, knob.low]
    return [value for value in values if value != knob.default]


@pytest.mark.parametrize("knob", COUNTED, ids=lambda knob: knob.name)
def test_some_value_changes_the_result(look, knob):
    usual = look(knob, knob.default)
    assert any(look(knob, value) != usual for value in others(knob))
