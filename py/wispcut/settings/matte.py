"""Where exactly the subject ends: the matte, and the guided filter that does without one."""

from dataclasses import dataclass
from typing import Literal

from wispcut.settings.knob import Section, knob


@dataclass(frozen=True)
class Matting(Section):
    """How alpha and colours are solved in the unknown region."""

    # fmt: off
    quality: Literal["fast", "balanced", "best"] = knob("balanced", "quality", "Quality",
        "Fast for a quick look, Balanced for daily work, Best when every hair counts and time does not",
        stage="survey")
    enabled: bool = knob(True, "edge", "Refine the edge",
        "Off: the AI's mask is snapped to edges by the guided filter and nothing more", stage="survey")
    translucent: bool = knob(False, "edge", "Keep see-through parts",
        "On: glass and veils stay half-transparent. Off: what is wider than hair becomes subject or background as "
        "a whole", stage="survey")
    decontaminate: bool = knob(True, "edge", "Clean colour left from the background",
        "Repairs the colours of half-transparent pixels so that hair over green shows no green on white")
    consistency: Literal["closed_form", "poisson"] = knob("closed_form", "advanced", "Consistency pass",
        "closed_form solves with the matting Laplacian and measures best; poisson follows the photo's "
        "gradient, sooner done and less exact", stage="survey")
    fusion: int = knob(0, "advanced", "Fusion rounds",
        "Rounds that bring alpha and both layers' colours into agreement with the photo, its noise "
        "included; 0 is off", bounds=(0, 10), step=1, stage="survey")
    # fmt: on


@dataclass(frozen=True)
class GuidedFilter(Section):
    """How the mask is snapped to the photo's edges."""

    # fmt: off
    radius: int = knob(16, "advanced", "Guided filter radius",
        "Window of the edge snapping; larger follows longer edges and blurs small ones",
        bounds=(1, 32), step=1, unit="px", stage="survey")
    epsilon: float = knob(0.0001, "advanced", "Guided filter epsilon",
        "Contrast (squared) below which the photo is taken as flat; larger is smoother",
        bounds=(1e-06, 0.1), stage="survey")
    # fmt: on
