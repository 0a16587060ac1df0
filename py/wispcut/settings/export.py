"""The file that is written: its format and what it holds."""

from dataclasses import dataclass
from typing import Literal

from wispcut.settings.knob import Section, knob


@dataclass(frozen=True)
class Export(Section):
    """The file that is written."""

    # fmt: off
    format: Literal["png", "webp", "jpeg", "tiff"] = knob("png", "export", "Format",
        "The kind of file; a JPEG has no transparency and needs a background", stage="cutout")
    quality: int = knob(90, "export", "JPEG quality",
        "Higher keeps more detail in a larger file", bounds=(1, 100), step=1, stage="cutout")
    mask_bits: Literal["8", "16"] = knob("8", "export", "Bits of the mask",
        "How finely a mask that is delivered alone is graded; 16 bits are PNG or TIFF and have the photo's size",
        stage="cutout")
    # fmt: on
