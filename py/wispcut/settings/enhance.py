"""The photo as the AI gets it."""

from dataclasses import dataclass

from wispcut.enhance.options import Options
from wispcut.settings.knob import Section, knob


@dataclass(frozen=True)
class Enhance(Section):
    """The photo as the AI gets it: with noise, contrast and colours changed."""

    # fmt: off
    bilateral: float = knob(0.0, "enhance", "Smooth noise",
        "Bilateral filter: raising it smooths more grain and keeps clear edges; 0 is off",
        bounds=(0, 10), step=0.5, unit="of 10", stage="view")
    clahe_clip: float = knob(1.0, "enhance", "Local contrast",
        "CLAHE clip limit: how much steeper contrast may get; raising it shows more detail and noise; 1 "
        "is off", bounds=(1, 8), step=0.1, unit="×", stage="view")
    clahe_grid: int = knob(8, "enhance", "Local contrast tiles",
        "Tiles along each side; more tiles make the contrast more local",
        bounds=(2, 16), step=1, unit="tiles", stage="view")
    saturation: float = knob(1.0, "enhance", "Colour strength",
        "Saturation: 0 is grey, raising it makes colours stronger; 1 leaves them",
        bounds=(0, 3), step=0.05, unit="×", stage="view")
    gamma: float = knob(1.0, "enhance", "Brightness of the middle tones",
        "Gamma: raising it brightens, lowering it darkens, black and white stay; 1 leaves them",
        bounds=(0.2, 5), step=0.05, stage="view")
    gain: float = knob(1.0, "enhance", "Brightness",
        "Gain: raising it brightens everything, the brightest parts run into white; 1 leaves it",
        bounds=(0.2, 5), step=0.05, unit="×", stage="view")
    sharpen_sigma: float = knob(0.0, "enhance", "Sharpen",
        "Sigma of the unsharp mask: raising it brings out detail more strongly; 0 is off",
        bounds=(0, 8), step=0.1, unit="px", stage="view")
    sharpen_radius: int = knob(2, "enhance", "Sharpen radius",
        "How broad the sharpened areas are; a small radius brings out fine detail only",
        bounds=(1, 16), step=1, unit="px", stage="view")
    hint_strength: float = knob(0.0, "enhance", "Backdrop colour hint",
        "Pushes colours away from the backdrop colour for the AI; raising it pushes further; 0 is off",
        bounds=(0, 3), step=0.1, unit="×", stage="view")
    hint_colour: str = knob("#00b140", "enhance", "Backdrop colour",
        "The colour that the hint pushes away from: pick it in the photo", stage="view")
    in_result: bool = knob(False, "enhance", "Also in the result",
        "Off: only the AI sees the enhanced photo, and yours keeps its colours. On: the cutout shows it too",
        stage="view")
    # fmt: on

    def options(self, factor: int = 1) -> Options:
        """What :func:`wispcut.enhance.enhance` takes, for a picture ``factor`` times smaller than its pixels count."""
        red, green, blue = bytes.fromhex(self.hint_colour[1:])
        return Options(
            bilateral=self.bilateral,
            clahe_clip=self.clahe_clip,
            clahe_grid=self.clahe_grid,
            saturation=self.saturation,
            gamma=self.gamma,
            gain=self.gain,
            sharpen_sigma=self.sharpen_sigma / factor,
            sharpen_radius=max(1, round(self.sharpen_radius / factor)),
            hint_strength=self.hint_strength,
            hint_colour=(red / 255, green / 255, blue / 255),
        )
