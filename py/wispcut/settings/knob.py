"""What a knob is: one setting with a name, a kind, a range, a unit, a default and words for people."""

import re
from dataclasses import dataclass

from wispcut.core.checks import check_choice, check_number
from wispcut.core.errors import SettingsError


@dataclass(frozen=True)
class Knob:
    """One setting.

    ``name`` is ``section.key``. ``kind`` is ``number``, ``integer``, ``choice``, ``flag`` or ``colour``
    (``#rrggbb``). ``group`` is the place on the page: one of ``quality``, ``background``, ``edge``, ``enhance``,
    ``export``, ``advanced``, or ``command`` for no place there; ``label`` is what people read there, ``help`` what
    raising or choosing it does. ``stage`` is the first stage to run again when it changes: ``view``, ``mask``,
    ``survey``, ``refine`` or ``cutout``; ``command`` is none of a cutout's: only a command of its own reads the knob.
    """

    name: str
    kind: str
    default: float | int | str | bool
    group: str
    label: str
    help: str
    low: float | None = None
    high: float | None = None
    step: float | None = None
    unit: str = ""
    choices: tuple[str, ...] = ()
    stage: str = "refine"

    def check(self, value: object) -> float | int | str | bool:
        """Return ``value`` as this knob's type, or raise :class:`SettingsError`."""
        try:
            if self.kind == "choice":
                return check_choice(self.name, value, self.choices)
            if self.kind == "flag":
                if not isinstance(value, bool):
                    raise TypeError(f"{self.name} must be true or false; got {value!r}")
                return value
            if self.kind == "colour":
                if not isinstance(value, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
                    raise ValueError(f"{self.name} must be a colour such as #80a090; got {value!r}")
                return value.lower()
            assert self.low is not None and self.high is not None
            number = check_number(self.name, value, self.low, self.high, integer=self.kind == "integer")
            return int(number) if self.kind == "integer" else number
        except (TypeError, ValueError) as error:
            raise SettingsError(str(error)) from None

    def schema(self) -> dict[str, object]:
        """Describe the knob as a JSON Schema fragment, with ``x-`` keys for what JSON Schema has no word for."""
        kinds = {
            "number": "number",
            "integer": "integer",
            "choice": "string",
            "flag": "boolean",
            "colour": "string",
        }
        out: dict[str, object] = {"type": kinds[self.kind], "default": self.default, "title": self.label}
        out["description"] = self.help
        if self.low is not None:
            out |= {"minimum": self.low, "maximum": self.high}
        if self.choices:
            out["enum"] = list(self.choices)
        if self.kind == "colour":
            out["pattern"] = "^#[0-9a-fA-F]{6}$"
        return out | {
            "x-unit": self.unit,
            "x-group": self.group,
            "x-stage": self.stage,
            "x-step": self.step,
            "x-kind": self.kind,
        }
