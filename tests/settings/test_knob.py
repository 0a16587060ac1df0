"""One knob: what it takes, what it refuses and in which words, how it describes itself."""

import numpy as np
import pytest
from wispcut.core.errors import SettingsError
from wispcut.settings.knob import Knob

NUMBER = Knob("a.number", "number", 0.5, "edge", "Number", "raising it", low=0, high=2, step=0.25, unit="px")
INTEGER = Knob("a.integer", "integer", 3, "edge", "Integer", "raising it", low=1, high=9, step=1)
CHOICE = Knob("a.choice", "choice", "one", "edge", "Choice", "choosing it", choices=("one", "two"))
FLAG = Knob("a.flag", "flag", True, "edge", "Flag", "on")
COLOUR = Knob("a.colour", "colour", "#80a090", "edge", "Colour", "which", stage="cutout")


@pytest.mark.parametrize(
    ("knob", "value", "expected"),
    [
        (NUMBER, 0, 0.0),
        (NUMBER, 2, 2.0),
        (NUMBER, np.float32(0.25), 0.25),
        (INTEGER, 9, 9),
        (INTEGER, 4.0, 4),
        (INTEGER, np.int64(2), 2),
        (CHOICE, "two", "two"),
        (FLAG, False, False),
        (COLOUR, "#AbCdEf", "#abcdef"),
    ],
)
def test_a_fitting_value_becomes_the_knobs_own_type(knob, value, expected):
    out = knob.check(value)
    assert out == expected and type(out) is type(expected)


@pytest.mark.parametrize(
    ("knob", "value", "words"),
    [
        (NUMBER, -0.01, r"a\.number must be a number in \[0, 2\]; got -0\.01"),
        (NUMBER, 2.01, r"a\.number must be a number in \[0, 2\]; got 2\.01"),
        (NUMBER, float("nan"), r"a\.number must be a number in \[0, 2\]; got nan"),
        (NUMBER, float("inf"), r"a\.number must be a number in \[0, 2\]; got inf"),
        (NUMBER, "1", r"a\.number must be a number; got '1'"),
        (NUMBER, True, r"a\.number must be a number; got True"),
        (NUMBER, None, r"a\.number must be a number; got None"),
        (INTEGER, 1.5, r"a\.integer must be a whole number in \[1, 9\]; got 1\.5"),
        (INTEGER, 0, r"a\.integer must be a whole number in \[1, 9\]; got 0"),
        (CHOICE, "three", r"a\.choice must be one of one, two; got 'three'"),
        (CHOICE, 1, r"a\.choice must be one of one, two; got 1"),
        (FLAG, 1, r"a\.flag must be true or false; got 1"),
        (FLAG, "true", r"a\.flag must be true or false; got 'true'"),
        (COLOUR, "80a090", r"a\.colour must be a colour such as #80a090; got '80a090'"),
        (COLOUR, "#80a09", r"a\.colour must be a colour"),
        (COLOUR, "#80a09g", r"a\.colour must be a colour"),
        (COLOUR, "#80a090\n", r"a\.colour must be a colour"),
        (COLOUR, 0x80A090, r"a\.colour must be a colour"),
    ],
)
def test_an_unfit_value_is_named_with_its_rule(knob, value, words):
    with pytest.raises(SettingsError, match=f"^{words}"):
        knob.check(value)


def test_settings_errors_are_value_errors_without_a_chain():
    with pytest.raises(ValueError) as caught:
        FLAG.check(3)
    assert caught.value.__cause__ is None and caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("knob", "expected"),
    [
        (
            NUMBER,
            {
                "type": "number",
                "minimum": 0,
                "maximum": 2,
                "x-unit": "px",
                "x-step": 0.25,
                "x-kind": "number",
            },
        ),
        (INTEGER, {"type": "integer", "default": 3, "minimum": 1, "maximum": 9, "x-stage": "refine"}),
        (CHOICE, {"type": "string", "enum": ["one", "two"], "title": "Choice", "description": "choosing it"}),
        (FLAG, {"type": "boolean", "default": True, "x-group": "edge"}),
        (COLOUR, {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$", "x-kind": "colour", "x-stage": "cutout"}),
    ],
    ids=lambda value: value.kind if isinstance(value, Knob) else "",
)
def test_the_schema_tells_what_the_page_needs(knob, expected):
    schema = knob.schema()
    assert expected.items() <= schema.items()
    assert ("minimum" in schema) == (knob.low is not None)
    assert ("enum" in schema) == bool(knob.choices)


def test_a_knob_cannot_be_changed():
    with pytest.raises(AttributeError):
        NUMBER.default = 1.0
