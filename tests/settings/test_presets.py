import pytest
from wispcut.settings import KNOBS, PRESET_KNOBS, PRESETS, Settings, complete, with_preset
from wispcut.settings.record import as_mapping

DEFAULTS = {knob.name: knob.default for knob in KNOBS}


def values(settings):
    return {f"{s}.{key}": value for s, keys in as_mapping(settings).items() for key, value in keys.items()}


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_decides_its_knobs_and_leaves_the_others(name):
    before = complete(
        {"trimap": {"erode": 9}, "export": {"max_kb": 7, "quality": 40}, "cutout": {"shadow": "cast"}}
    )
    after = values(with_preset(before, name))
    for knob, value in values(before).items():
        wanted = PRESETS[name].get(knob, DEFAULTS[knob]) if knob in PRESET_KNOBS else value
        assert after[knob] == wanted
    assert set(PRESETS[name]) <= set(PRESET_KNOBS) <= set(DEFAULTS)


def test_presets_differ_and_a_jpeg_has_a_background():
    made = [values(with_preset(Settings(), name)) for name in PRESETS]
    assert all(made.count(one) == 1 for one in made)
    for one in made:
        assert one["export.format"] != "jpeg" or one["cutout.background"] != "transparent"


def test_an_unknown_preset_is_named():
    with pytest.raises(ValueError, match=r"preset must be one of white_square, .*; got 'shop'"):
        with_preset(Settings(), "shop")
