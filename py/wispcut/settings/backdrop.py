"""What stands behind the subject."""

from dataclasses import dataclass
from typing import Literal

from wispcut.backdrop.options import Options
from wispcut.core.errors import SettingsError
from wispcut.settings.knob import Section, knob


@dataclass(frozen=True)
class Backdrop(Section):
    """What stands behind the subject. Steers ``wispcut backdrop``; the cutout's own backdrop keeps to
    ``photo_backdrop``, but for ``keep_gradient``."""

    # fmt: off
    tile_size: int = knob(64, "command", "Backdrop tile",
        "Side of the squares in which background and noise are measured; larger is smoother and follows less",
        bounds=(4, 4096), step=1, unit="px", stage="command")
    channels: Literal["colour", "luminance"] = knob("colour", "command", "Backdrop channels",
        "Measure each colour channel, or the luminance alone", stage="command")
    location: Literal["mean", "median", "sextractor", "mmm", "biweight"] = knob(
        "sextractor", "command", "Backdrop level",
        "Level of a tile; sextractor and mmm are modes for crowded tiles, median and biweight are robust",
        stage="command")
    scale: Literal["std", "mad", "biweight"] = knob("std", "command", "Backdrop noise",
        "What stands for the noise of a tile; mad and biweight hold when many pixels are wrong", stage="command")
    kappa: float = knob(3.0, "command", "Clip beyond",
        "Pixels further from a tile's median are left out; 2 for very crowded tiles",
        bounds=(0.5, 20), step=0.1, unit="sigma", stage="command")
    rounds: int = knob(0, "command", "Clipping rounds",
        "The most rounds of clipping; 0 goes on until nothing changes", bounds=(0, 100), step=1, stage="command")
    clip_spread: Literal["std", "mad"] = knob("std", "command", "Clipping spread",
        "The spread that clipping counts in; mad converges in fewer rounds", stage="command")
    filter_size: int = knob(3, "command", "Backdrop filter",
        "Odd number of tiles in the median filter over the mesh; 1 is off, larger removes larger objects",
        bounds=(1, 31), step=2, unit="tiles", stage="command")
    filter_rule: Literal["all", "level", "difference"] = knob("all", "command", "Filter which tiles",
        "All tiles, those with a level above the threshold, or those that differ from their surroundings "
        "by it", stage="command")
    filter_threshold: float = knob(0.0, "command", "Filter threshold",
        "For the rules level and difference, in the picture's own unit",
        bounds=(-1000000000.0, 1000000000.0), stage="command")
    filter_edges: Literal["symmetric", "cut"] = knob("symmetric", "command", "Filter at the edge",
        "symmetric keeps gradients up to the edge as SExtractor does; cut takes all tiles there are as "
        "photutils does", stage="command")
    interpolation: Literal["spline", "sextractor", "bilinear", "idw"] = knob("spline", "command", "Between tiles",
        "Natural bicubic spline, SExtractor's own, straight lines, or inverse distance (slow)", stage="command")
    min_unmasked: float = knob(0.3, "command", "Least free part of a tile",
        "Tiles with fewer usable pixels are filled in by the fall-back", bounds=(0, 1), step=0.05, stage="command")
    fallback: Literal["neighbours", "smooth", "all"] = knob("neighbours", "command", "Tiles that cannot be measured",
        "Take the nearest tiles, continue smoothly, or measure all of the tile's pixels, mask or not",
        stage="command")
    max_samples: int = knob(1024, "command", "Samples a tile",
        "The most pixels looked at in a tile, evenly spread; 0 looks at all",
        bounds=(0, 1000000), step=1, stage="command")
    refinements: int = knob(0, "command", "Refine the backdrop",
        "How often objects are detected and masked and the backdrop is measured again",
        bounds=(0, 10), step=1, stage="command")
    detect_sigma: float = knob(4.0, "command", "Detect beyond",
        "Pixels that far above the backdrop count as objects; lower masks more",
        bounds=(0.5, 100), step=0.1, unit="sigma", stage="command")
    detect_both: bool = knob(False, "command", "Detect dark objects too",
        "Objects darker than the backdrop are masked as well", stage="command")
    dilation: int = knob(3, "command", "Grow what is detected",
        "Objects are masked with a border of this width", bounds=(0, 64), step=1, unit="px", stage="command")
    keep_gradient: float = knob(0.0, "background", "Keep gradient",
        "When the backdrop is evened out: 0 makes it one colour, 1 only takes its noise away",
        bounds=(0, 1), step=0.05, stage="cutout")
    # fmt: on

    def options(self) -> Options:
        """What :func:`wispcut.backdrop.estimate` takes; 0 rounds stand for "until it converges"."""
        try:
            return Options(
                tile_size=self.tile_size,
                kappa=self.kappa,
                rounds=self.rounds or None,
                clip_spread=self.clip_spread,
                location=self.location,
                scale=self.scale,
                filter_size=self.filter_size,
                filter_rule=self.filter_rule,
                filter_threshold=self.filter_threshold,
                filter_edges=self.filter_edges,
                interpolation=self.interpolation,
                min_unmasked=self.min_unmasked,
                fallback=self.fallback,
                max_samples=self.max_samples,
                refinements=self.refinements,
                detect_sigma=self.detect_sigma,
                detect_both=self.detect_both,
                dilation=self.dilation,
            )
        except ValueError as error:
            raise SettingsError(f"backdrop.{error}") from None
