"""What the subject is: the AI's mask, and the trimap made from it."""

from dataclasses import dataclass
from typing import Literal

from wispcut.settings.knob import Section, knob


@dataclass(frozen=True)
class Mask(Section):
    """The AI's mask, and how it is tidied."""

    # fmt: off
    precision: Literal["isnet_fp16", "isnet_quint8"] = knob("isnet_fp16", "quality", "AI precision",
        "isnet_fp16 sees finer; isnet_quint8 is half the download and faster", stage="mask")
    tidy: bool = knob(False, "edge", "Tidy the mask",
        "Removes stray islands and closes small holes in what the AI saw", stage="mask")
    islands: float = knob(0.02, "advanced", "Largest island removed",
        "Parts of the subject lighter than this share of it go when the mask is tidied; higher removes "
        "larger ones", bounds=(0, 1), step=0.005, unit="of subject", stage="mask")
    holes: float = knob(0.002, "advanced", "Largest hole closed",
        "Holes lighter than this share of the subject close when the mask is tidied; higher closes larger "
        "ones", bounds=(0, 1), step=0.001, unit="of subject", stage="mask")
    smoothing: float = knob(0.0, "advanced", "Mask smoothing",
        "Rounds the mask's outline when it is tidied; higher is rounder and softer",
        bounds=(0, 20), step=0.5, unit="px", stage="mask")
    # fmt: on


@dataclass(frozen=True)
class Trimap(Section):
    """From the mask to what is known and what is not."""

    # fmt: off
    foreground: int = knob(240, "edge", "Keep as subject from",
        "Mask values from here on are surely subject; lower keeps more as solid",
        bounds=(128, 255), step=1, unit="of 255", stage="survey")
    background: int = knob(10, "edge", "Drop as background below",
        "Mask values below are surely background; higher removes more",
        bounds=(0, 127), step=1, unit="of 255", stage="survey")
    erode: float = knob(5.0, "edge", "Width of the hair zone",
        "How far the hair zone reaches to both sides, at the mask's own 1024 pixels; wider finds longer "
        "hair and takes longer", bounds=(0, 40), step=0.5, unit="px", stage="survey")
    # fmt: on
