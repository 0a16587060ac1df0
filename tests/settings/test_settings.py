"""The table of knobs is sound; given settings are completed, or refused and named."""

import json
import re

import pytest
from wispcut.core.errors import SettingsError
from wispcut.settings import KNOBS, complete, defaults, schema
from wispcut.settings.knob import Knob

GROUPS = {"quality", "background", "edge", "enhance", "export", "advanced", "command"}
STAGES = {"view", "mask", "survey", "refine", "cutout", "command"}


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
def test_every_knob_is_sound(knob: Knob):
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", knob.name)
    assert knob.group in GROUPS and knob.stage in STAGES
    assert (knob.group == "command") == (knob.stage == "command"), (
        "the page shows what it runs for, and that alone"
    )
    assert knob.label and knob.help, "people read both"
    assert not knob.help.endswith("."), "a help text is a phrase, the page adds what it needs"
    assert knob.check(knob.default) == knob.default, "the default fits its own rule"
    assert (knob.kind in ("number", "integer")) == (knob.low is not None) == (knob.high is not None)
    assert (knob.kind == "choice") == bool(knob.choices)
    if knob.low is not None:
        assert knob.low <= knob.default <= knob.high and knob.low < knob.high


@pytest.mark.parametrize("knob", [k for k in KNOBS if k.low is not None], ids=lambda knob: knob.name)
def test_both_ends_fit_and_what_lies_beyond_does_not(knob: Knob):
    section, key = knob.name.split(".")
    for value in (knob.low, knob.high):
        assert complete({section: {key: value}})[section][key] == value
    beyond = 1 if knob.kind == "integer" else 1e-3 * (knob.high - knob.low)
    for value in (knob.low - beyond, knob.high + beyond):
        with pytest.raises(SettingsError, match=rf"^{knob.name} must be a .*number in \[.*\]; got "):
            complete({section: {key: value}})


@pytest.mark.parametrize("knob", [k for k in KNOBS if k.choices], ids=lambda knob: knob.name)
def test_every_choice_fits_and_no_other(knob: Knob):
    section, key = knob.name.split(".")
    for value in knob.choices:
        assert complete({section: {key: value}})[section][key] == value
    with pytest.raises(SettingsError, match=rf"^{knob.name} must be one of .*; got 'none of these'"):
        complete({section: {key: "none of these"}})


def test_names_and_labels_are_each_there_once():
    for attribute in ("name", "label"):
        seen = [getattr(knob, attribute) for knob in KNOBS]
        assert len(set(seen)) == len(seen), {x for x in seen if seen.count(x) > 1}


def test_defaults_name_every_knob_and_are_new_each_time():
    first = defaults()
    assert sum(len(section) for section in first.values()) == len(KNOBS)
    first["trimap"]["erode"] = 99
    assert defaults()["trimap"]["erode"] == 5.0


def test_nothing_given_is_all_defaults():
    assert complete(None) == complete({}) == complete({"trimap": {}}) == defaults()


def test_what_is_given_is_kept_and_the_rest_completed():
    given = {"trimap": {"erode": 7}, "cutout": {"colour": "#FFFFFF"}}
    out = complete(given)
    assert out["trimap"]["erode"] == 7.0 and isinstance(out["trimap"]["erode"], float)
    assert out["cutout"]["colour"] == "#ffffff"
    assert given == {"trimap": {"erode": 7}, "cutout": {"colour": "#FFFFFF"}}
    out["trimap"]["erode"] = out["cutout"]["colour"] = None
    rest = defaults()
    rest["trimap"]["erode"] = rest["cutout"]["colour"] = None
    assert out == rest


def test_completing_twice_and_travelling_as_json_change_nothing():
    out = complete({"guided_filter": {"epsilon": 0.01}})
    assert complete(out) == out == complete(json.loads(json.dumps(out)))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([], r"settings must be an object of sections; got \[\]"),
        ("trimap", "settings must be an object of sections; got 'trimap'"),
        ({"trimpa": {}}, "settings has no section 'trimpa'; sections are .*trimap"),
        ({"trimap": 5}, "settings section trimap must be an object; got 5"),
        ({"trimap": {"erod": 5}}, "settings has no knob trimap.erod; trimap has .*erode"),
        ({"trimap": {"erode": None}}, "trimap.erode must be a number; got None"),
    ],
)
def test_what_does_not_fit_is_named(given, words):
    with pytest.raises(SettingsError, match=f"^{words}"):
        complete(given)


def test_the_schema_is_a_schema_and_accepts_what_complete_makes():
    draft = pytest.importorskip("jsonschema").Draft202012Validator
    draft.check_schema(schema())
    validator = draft(schema())
    for given in (None, {"cutout": {"colour": "#ABCDEF"}}, {"enhance": {"clahe_clip": 3}}):
        validator.validate(complete(given))
    json.dumps(schema())


@pytest.mark.parametrize(
    "given",
    [
        {"trimap": {"erode": 1000}},
        {"trimap": {"erod": 5}},
        {"trimpa": {}},
        {"cutout": {"background": "pink"}},
        {"cutout": {"colour": "pink"}},
        {"cutout": {"mask_only": 1}},
        {"trimap": {"foreground": 200.5}},
    ],
)
def test_the_schema_refuses_what_complete_refuses(given):
    with pytest.raises(SettingsError):
        complete(given)
    assert not pytest.importorskip("jsonschema").Draft202012Validator(schema()).is_valid(given)
