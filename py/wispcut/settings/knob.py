"""What a knob is: one setting with a name, a kind, a range, a unit, a default and words for people.

A section of the settings is a frozen dataclass whose fields are knobs. A field's type says the knob's kind, its name
and its default are the knob's, and :func:`knob` adds the rest; nothing is written twice.
"""

import re
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeVar, get_args, get_origin

from wispcut.core.checks import check_choice, check_number
from wispcut.core.errors import SettingsError

Value = float | int | str | bool
Kind = Literal["number", "integer", "choice", "flag", "colour"]
T = TypeVar("T", bound=Value)

_KINDS: dict[object, Kind] = {float: "number", int: "integer", bool: "flag", str: "colour"}


@dataclass(frozen=True)
class Knob:
    """One setting.

    ``name`` is ``section.key``. ``kind`` is ``number``, ``integer``, ``choice``, ``flag`` or ``colour``
    (``#rrggbb``). ``group`` is the place on the page: one of ``quality``, ``background``, ``edge``, ``enhance``,
    ``export``, ``advanced``, or ``command`` for no place there; ``label`` is what people read there, ``help`` what
    raising or choosing it does. ``stage`` is the first stage to run again when it changes, see
    :mod:`wispcut.stages`; ``command`` is none of a cutout's: only a command of its own reads the knob.
    """

    name: str
    kind: Kind
    default: Value
    group: str
    label: str
    help: str
    low: float | None = None
    high: float | None = None
    step: float | None = None
    unit: str = ""
    choices: tuple[str, ...] = ()
    stage: str = "refine"

    def check(self, value: object) -> Value:
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


def knob(
    default: T,
    group: str,
    label: str,
    help: str,
    *,
    bounds: tuple[float | None, float | None] = (None, None),
    step: float | None = None,
    unit: str = "",
    stage: str = "refine",
) -> T:
    """A field of a :class:`Section`; the arguments are those of :class:`Knob`, ``bounds`` its ``low`` and ``high``."""
    rest = {"group": group, "label": label, "help": help, "low": bounds[0], "high": bounds[1]}
    return field(default=default, metadata=rest | {"step": step, "unit": unit, "stage": stage})


class Section:
    """One section: a frozen dataclass of knobs, named as the class in snake case. Every value is checked."""

    @classmethod
    def knobs(cls) -> dict[str, Knob]:
        """The section's knobs by their keys, in order."""
        if cls not in _MADE:
            _MADE[cls] = _knobs(cls)
        return _MADE[cls]

    def __post_init__(self) -> None:
        """Bring each value to its knob's own type, or raise ``SettingsError``."""
        for key, one in self.knobs().items():
            object.__setattr__(self, key, one.check(getattr(self, key)))


_MADE: dict[type[Section], dict[str, Knob]] = {}


def _knobs(section: Any) -> dict[str, Knob]:
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", section.__name__).lower()
    found: dict[str, Knob] = {}
    for one in fields(section):
        choices = get_args(one.type) if get_origin(one.type) is Literal else ()
        kind: Kind = "choice" if choices else _KINDS[one.type]
        default: Any = one.default
        found[one.name] = Knob(f"{name}.{one.name}", kind, default, choices=choices, **one.metadata)
    return found
