"""The stages of a cutout, once: their names, their order, what a change runs again, their share of the time.

The page gets this table beside the schema of the settings (:func:`wispcut.browser_api.about`); each knob names the
first stage that it changes.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """One stage. ``weight`` is its rough share of a run's time, for a progress bar; all weights add up to 1."""

    name: str
    weight: float


STAGES = (
    Stage("view", 0.05),  # the picture that the AI sees, enhanced
    Stage("mask", 0.35),  # the AI's mask, tidied
    Stage("survey", 0.45),  # the coarse pass over the whole photo
    Stage("refine", 0.10),  # the photo's own pixels, tile by tile
    Stage("cutout", 0.05),  # background, crop, size
)
"""In the order in which they run; :mod:`wispcut.pipeline` runs ``mask``, ``survey`` and ``refine``."""

NAMES = tuple(stage.name for stage in STAGES)


def reruns(name: str) -> tuple[str, ...]:
    """The stages to run again when a knob of stage ``name`` has changed: itself and all after it.

    >>> reruns("refine")
    ('refine', 'cutout')
    """
    if name not in NAMES:
        raise ValueError(f"name must be one of {', '.join(NAMES)}; got {name!r}")
    return NAMES[NAMES.index(name) :]


def as_list() -> list[dict[str, object]]:
    """The table as plain JSON data."""
    return [
        {"name": stage.name, "reruns": list(reruns(stage.name)), "weight": stage.weight} for stage in STAGES
    ]
