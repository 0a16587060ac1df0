"""The file that is written: its frame, its size, its format and what it holds."""

from dataclasses import dataclass
from typing import Literal

from wispcut.settings.knob import Section, knob


@dataclass(frozen=True)
class Export(Section):
    """The file that is written."""

    # fmt: off
    frame: Literal["none", "subject", "square"] = knob("none", "export", "Frame",
        "What the file shows: none is the photo's own frame; subject goes around the subject, square is a square "
        "with the subject in its middle", stage="cutout")
    margin: int = knob(8, "export", "Margin in the frame",
        "Room between the subject's longer side and the frame, on each side, as a share of the frame",
        bounds=(0, 30), step=1, unit="%", stage="cutout")
    long_side: int = knob(0, "export", "Longest side at most",
        "Larger files are made smaller and stay sharp; smaller ones stay as they are; 0 is no limit",
        bounds=(0, 16384), step=1, unit="px", stage="cutout")
    max_kb: int = knob(0, "export", "File size at most",
        "A JPEG gets the highest quality that fits, down to 30; other kinds fit or are refused; 0 is no limit",
        bounds=(0, 100000), step=1, unit="kB", stage="cutout")
    format: Literal["png", "webp", "jpeg", "tiff", "psd"] = knob("png", "export", "Format",
        "The kind of file; a JPEG has no transparency and needs a background; a PSD has the matte as a layer's mask",
        stage="cutout")
    quality: int = knob(90, "export", "JPEG quality",
        "Higher keeps more detail in a larger file", bounds=(1, 100), step=1, stage="cutout")
    mask_bits: Literal["8", "16"] = knob("8", "export", "Bits of the mask",
        "How finely a mask that is delivered alone is graded; 16 bits are PNG or TIFF and have the photo's size",
        stage="cutout")
    # fmt: on
