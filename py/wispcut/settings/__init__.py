"""Every knob once: name, range, unit, default, help; and settings, checked and completed."""

from wispcut.settings.backdrop import Backdrop
from wispcut.settings.cutout import Cutout
from wispcut.settings.enhance import Enhance
from wispcut.settings.export import Export
from wispcut.settings.knob import Knob
from wispcut.settings.matte import GuidedFilter, Matting
from wispcut.settings.presets import PRESET_KNOBS, PRESETS, with_preset
from wispcut.settings.record import KNOBS, Settings, as_mapping, complete, schema
from wispcut.settings.resize import Resize
from wispcut.settings.subject import Mask, Trimap

__all__ = [
    "KNOBS",
    "PRESETS",
    "PRESET_KNOBS",
    "Backdrop",
    "Cutout",
    "Enhance",
    "Export",
    "GuidedFilter",
    "Knob",
    "Mask",
    "Matting",
    "Resize",
    "Settings",
    "Trimap",
    "as_mapping",
    "complete",
    "schema",
    "with_preset",
]
