"""What is delivered: the background, the mask alone, the margin of the crop."""

from dataclasses import dataclass
from typing import Literal

from wispcut.settings.knob import Section, knob


@dataclass(frozen=True)
class Cutout(Section):
    """What is delivered."""

    # fmt: off
    background: Literal["transparent", "white", "black", "colour", "image", "blur", "even"] = knob(
        "transparent", "background", "Background",
        "What stands behind the subject; even is the photo's own backdrop, cleaned of gradient and noise",
        stage="cutout")
    colour: str = knob("#80a090", "background", "Colour",
        "The colour behind the subject", stage="cutout")
    blur: float = knob(12.0, "background", "Blur",
        "How far the photo's own background is blurred", bounds=(1, 64), step=1, unit="px", stage="cutout")
    mask_only: bool = knob(False, "background", "Mask only",
        "Deliver the matte as a grey picture", stage="cutout")
    margin: int = knob(16, "export", "Margin around the subject",
        "Room left on each side when cropping to the subject", bounds=(0, 512), step=1, unit="px", stage="cutout")
    # fmt: on
