"""Presets: by one name what a file is for. Background, shadow, frame, size and format together."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from wispcut.core.checks import check_choice
from wispcut.settings.knob import Value
from wispcut.settings.record import KNOBS, SECTIONS, Settings

PRESET_KNOBS = (
    "cutout.background",
    "cutout.colour",
    "cutout.shadow",
    "export.format",
    "export.quality",
    "export.frame",
    "export.margin",
    "export.long_side",
    "export.max_kb",
)
"""What a preset decides: each of these, by its default where the preset names no value."""

Preset = Mapping[str, Value]

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "white_square": {
            "cutout.background": "white",
            "export.format": "jpeg",
            "export.frame": "square",
            "export.margin": 8,
            "export.long_side": 2000,
        },
        "grey_square_shadow": {
            "cutout.background": "colour",
            "cutout.colour": "#f2f2f2",
            "cutout.shadow": "contact",
            "export.format": "jpeg",
            "export.frame": "square",
            "export.margin": 12,
            "export.long_side": 2000,
        },
        "small_white": {
            "cutout.background": "white",
            "export.format": "jpeg",
            "export.frame": "square",
            "export.margin": 8,
            "export.long_side": 1000,
            "export.max_kb": 150,
        },
        "transparent_tight": {
            "export.format": "png",
            "export.frame": "subject",
            "export.margin": 0,
        },
    }
)
"""Those that come with Wispcut, by purpose; values that differ from the defaults, by the knobs' names."""


def with_preset(settings: Settings, name: str) -> Settings:
    """Settings with every one of :data:`PRESET_KNOBS` as the preset has it, the others as they are.

    >>> with_preset(Settings(), "white_square").export.frame
    'square'
    """
    check_choice("preset", name, tuple(PRESETS))
    given = PRESETS[name]
    values = {knob.name: given.get(knob.name, knob.default) for knob in KNOBS if knob.name in PRESET_KNOBS}
    sections = {}
    for section in SECTIONS:
        own = {key.split(".")[1]: value for key, value in values.items() if key.startswith(f"{section}.")}
        if own:
            sections[section] = replace(getattr(settings, section), **own)
    return replace(settings, **sections)
