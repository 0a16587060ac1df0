"""Every choice of the enhancements in one place, checked once; the defaults change nothing."""

from dataclasses import dataclass

from wispcut.core.checks import check_number


@dataclass(frozen=True)
class Options:
    """How to enhance.

    ``bilateral``: 0 to 10; raising it smooths more grain and keeps clear edges; 0 is off.
    ``clahe_clip``: 1 to 8, the steepest local contrast curve; raising it shows more detail and noise; 1 is off.
    ``clahe_grid``: tiles along each side; more make the contrast more local.
    ``saturation``: 0 is grey, 1 leaves colours as they are, more makes them stronger.
    ``gamma``: raising it brightens the middle tones; 1 leaves them. ``gain``: a factor on brightness; 1 leaves it.
    ``sharpen_sigma``: 0 to 8, strength of the unsharp mask in pixels; 0 is off. ``sharpen_radius``: 1 to 16 pixels.
    ``hint_strength``: pushes colours away from ``hint_colour``, RGB in [0, 1], sRGB-encoded; 0 is off.
    """

    bilateral: float = 0.0
    clahe_clip: float = 1.0
    clahe_grid: int = 8
    saturation: float = 1.0
    gamma: float = 1.0
    gain: float = 1.0
    sharpen_sigma: float = 0.0
    sharpen_radius: int = 2
    hint_strength: float = 0.0
    hint_colour: tuple[float, float, float] = (0.0, 177 / 255, 64 / 255)

    def __post_init__(self) -> None:
        """Check every field; errors name the field, its rule and the value."""
        check_number("bilateral", self.bilateral, 0, 10)
        check_number("clahe_clip", self.clahe_clip, 1, 8)
        check_number("clahe_grid", self.clahe_grid, 1, 32, integer=True)
        check_number("saturation", self.saturation, 0, 3)
        check_number("gamma", self.gamma, 0.2, 5)
        check_number("gain", self.gain, 0.2, 5)
        check_number("sharpen_sigma", self.sharpen_sigma, 0, 8)
        check_number("sharpen_radius", self.sharpen_radius, 1, 16, integer=True)
        check_number("hint_strength", self.hint_strength, 0, 3)
        for value in self.hint_colour:
            check_number("hint_colour", value, 0, 1)

    @property
    def local_contrast(self) -> bool:
        """Whether local contrast is on."""
        return self.clahe_clip > 1
