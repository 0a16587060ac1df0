"""The table of knobs is sound; given settings are completed, or refused and named."""

import json
import re
from dataclasses import replace

import pytest
from wispcut import stages
from wispcut.core.errors import SettingsError
from wispcut.settings import KNOBS, Settings, Trimap, as_mapping, complete, schema
from wispcut.settings.knob import Knob

GROUPS = {"quality", "background", "edge", "enhance", "export", "advanced", "command"}
STAGES = {*stages.NAMES, "command"}


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
        assert as_mapping(complete({section: {key: value}}))[section][key] == value
    beyond = 1 if knob.kind == "integer" else 1e-3 * (knob.high - knob.low)
    for value in (knob.low - beyond, knob.high + beyond):
        with pytest.raises(SettingsError, match=rf"^{knob.name} must be a .*number in \[.*\]; got "):
            complete({section: {key: value}})


@pytest.mark.parametrize("knob", [k for k in KNOBS if k.choices], ids=lambda knob: knob.name)
def test_every_choice_fits_and_no_other(knob: Knob):
    section, key = knob.name.split(".")
    for value in knob.choices:
        assert as_mapping(complete({section: {key: value}}))[section][key] == value
    with pytest.raises(SettingsError, match=rf"^{knob.name} must be one of .*; got 'none of these'"):
        complete({section: {key: "none of these"}})


def test_names_and_labels_are_each_there_once():
    for attribute in ("name", "label"):
        seen = [getattr(knob, attribute) for knob in KNOBS]
        assert len(set(seen)) == len(seen), {x for x in seen if seen.count(x) > 1}


def test_the_records_name_every_knob_and_are_frozen():
    told = as_mapping(Settings())
    names = [f"{section}.{key}" for section, values in told.items() for key in values]
    assert names == [knob.name for knob in KNOBS]
    assert [told[section][key] for section, key in (name.split(".") for name in names)] == [
        knob.default for knob in KNOBS
    ]
    with pytest.raises(AttributeError):
        Settings().trimap.erode = 99


def test_a_record_that_a_program_makes_is_checked_too():
    assert replace(Settings(), trimap=Trimap(erode=7)) == complete({"trimap": {"erode": 7}})
    with pytest.raises(SettingsError, match=r"trimap.erode must be a number in \[0, 40\]; got 41"):
        Trimap(erode=41)
    with pytest.raises(SettingsError, match=r"trimap\.foreground must be a whole number"):
        replace(Trimap(), foreground="many")


def test_nothing_given_is_all_defaults():
    assert complete(None) == complete({}) == complete({"trimap": {}}) == Settings()


def test_what_is_given_is_kept_and_the_rest_completed():
    given = {"trimap": {"erode": 7}, "cutout": {"colour": "#FFFFFF"}}
    out = complete(given)
    assert out.trimap.erode == 7.0 and isinstance(out.trimap.erode, float)
    assert out.cutout.colour == "#ffffff"
    assert given == {"trimap": {"erode": 7}, "cutout": {"colour": "#FFFFFF"}}
    usual = Settings()
    rest = replace(out, trimap=usual.trimap, cutout=replace(out.cutout, colour=usual.cutout.colour))
    assert rest == usual


def test_completing_twice_and_json_change_nothing():
    out = complete({"guided_filter": {"epsilon": 0.01}})
    assert complete(out) == out == complete(json.loads(json.dumps(as_mapping(out))))


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
        validator.validate(as_mapping(complete(given)))
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
