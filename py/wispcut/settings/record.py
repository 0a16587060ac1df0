"""All settings as one record, from and to plain data, and its JSON Schema.

Settings are plain nested data in files and messages, ``{"matting": {"quality": "balanced"}, ...}``; a partial mapping
is completed with the defaults, and an unknown or unfit value raises ``SettingsError``. Inside Wispcut they are a
frozen record with a frozen record a section, ``settings.trimap.erode``, whose types a type checker knows.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, get_type_hints

from wispcut.core.errors import SettingsError
from wispcut.settings.backdrop import Backdrop
from wispcut.settings.cutout import Cutout
from wispcut.settings.enhance import Enhance
from wispcut.settings.export import Export
from wispcut.settings.knob import Knob, Section
from wispcut.settings.matte import GuidedFilter, Matting
from wispcut.settings.resize import Resize
from wispcut.settings.subject import Mask, Trimap


@dataclass(frozen=True)
class Settings:
    """Every section; ``Settings()`` is all defaults. To change one knob: ``dataclasses.replace``."""

    mask: Mask = field(default_factory=Mask)
    trimap: Trimap = field(default_factory=Trimap)
    matting: Matting = field(default_factory=Matting)
    guided_filter: GuidedFilter = field(default_factory=GuidedFilter)
    enhance: Enhance = field(default_factory=Enhance)
    backdrop: Backdrop = field(default_factory=Backdrop)
    cutout: Cutout = field(default_factory=Cutout)
    export: Export = field(default_factory=Export)
    resize: Resize = field(default_factory=Resize)


SECTIONS: dict[str, type[Section]] = get_type_hints(Settings)
"""Each section's name and record, in the order of :class:`Settings`."""

KNOBS: tuple[Knob, ...] = tuple(knob for section in SECTIONS.values() for knob in section.knobs().values())
"""Every knob, in order."""


def complete(given: Settings | Mapping[str, object] | None) -> Settings:
    """Check the given settings and fill in the rest with defaults.

    >>> complete({"trimap": {"erode": 7}}).trimap.erode
    7.0
    """
    if isinstance(given, Settings):
        return given
    if given is None:
        return Settings()
    if not isinstance(given, Mapping):
        raise SettingsError(f"settings must be an object of sections; got {given!r}")
    checked: dict[str, Mapping[str, Any]] = {}
    for section, values in given.items():
        if section not in SECTIONS:
            raise SettingsError(f"settings has no section {section!r}; sections are {', '.join(SECTIONS)}")
        if not isinstance(values, Mapping):
            raise SettingsError(f"settings section {section} must be an object; got {values!r}")
        knobs = SECTIONS[section].knobs()
        for key in values:
            if key not in knobs:
                raise SettingsError(f"settings has no knob {section}.{key}; {section} has {', '.join(knobs)}")
        checked[section] = values
    sections: dict[str, Any] = {name: SECTIONS[name](**values) for name, values in checked.items()}
    return Settings(**sections)


def as_mapping(settings: Settings) -> dict[str, dict[str, float | int | str | bool]]:
    """The settings as plain nested data, ready for JSON; ``complete`` reads it back."""
    return asdict(settings)


def schema() -> dict[str, object]:
    """Every knob as one JSON Schema (draft 2020-12), sections as objects."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Wispcut settings",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {
                "type": "object",
                "additionalProperties": False,
                "properties": {key: knob.schema() for key, knob in section.knobs().items()},
            }
            for name, section in SECTIONS.items()
        },
    }
