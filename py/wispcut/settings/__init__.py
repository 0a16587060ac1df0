"""Every knob once: name, range, unit, default, help; and settings, checked and completed."""

from wispcut.settings.knob import Knob
from wispcut.settings.table import KNOBS, Settings, complete, defaults, schema

__all__ = ["KNOBS", "Knob", "Settings", "complete", "defaults", "schema"]
