"""What is delivered: the background, the shadow, the mask alone, the margin of the crop."""

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
    shadow: Literal["none", "contact", "cast", "both"] = knob("none", "background", "Shadow",
        "Contact is the dark seam where the subject stands; cast falls along the ground, away from the light",
        stage="cutout")
    shadow_strength: float = knob(0.5, "background", "Shadow strength",
        "Higher is darker", bounds=(0, 1), step=0.05, stage="cutout")
    shadow_softness: float = knob(6.0, "background", "Shadow softness",
        "Blur of the shadow's edges, as a share of the subject's height", bounds=(0.5, 30), step=0.5, unit="%",
        stage="cutout")
    shadow_angle: float = knob(50.0, "background", "Shadow direction",
        "Where the cast shadow falls: 0 is straight back, 90 to the right, -90 to the left, beyond to the front",
        bounds=(-180, 180), step=5, unit="°", stage="cutout")
    shadow_length: float = knob(0.6, "background", "Shadow length",
        "Of the cast shadow, as a multiple of the subject's height", bounds=(0.1, 3), step=0.1, unit="×",
        stage="cutout")
    shadow_colour: str = knob("#000000", "background", "Shadow colour",
        "The colour of the darkest shadow", stage="cutout")
    shadow_on_transparent: bool = knob(False, "background", "Shadow on transparent",
        "Keep the shadow, half transparent, where no background stands behind the subject", stage="cutout")
    mask_only: bool = knob(False, "background", "Mask only",
        "Deliver the matte as a grey picture", stage="cutout")
    margin: int = knob(16, "export", "Margin around the subject",
        "Room left on each side when cropping to the subject", bounds=(0, 512), step=1, unit="px", stage="cutout")
    # fmt: on
