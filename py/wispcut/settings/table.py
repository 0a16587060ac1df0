"""Every knob once: name, range, unit, default, help. The page builds its controls from this table.

Settings travel as nested plain data, ``{"matting": {"quality": "balanced"}, ...}``: JSON in files and messages.
A partial mapping is completed with the defaults; an unknown or unfit value raises ``SettingsError``.
"""

from collections.abc import Mapping
from typing import Any

from wispcut.core.errors import SettingsError
from wispcut.settings.knob import Knob

Settings = dict[str, dict[str, Any]]

# A table reads better as rows than as one argument a line.
# fmt: off
SUBJECT = (  # What the subject is
    Knob("mask.precision", "choice", "isnet_fp16", "quality", "AI precision",
         "isnet_fp16 sees finer; isnet_quint8 is half the download and faster",
         choices=("isnet_fp16", "isnet_quint8"), stage="mask"),
    Knob("mask.tidy", "flag", False, "edge", "Tidy the mask",
         "Removes stray islands and closes small holes in what the AI saw", stage="mask"),
    Knob("mask.islands", "number", 0.02, "advanced", "Largest island removed",
         "Parts of the subject lighter than this share of it go when the mask is tidied; higher removes larger ones",
         low=0, high=1, step=0.005, unit="of subject", stage="mask"),
    Knob("mask.holes", "number", 0.002, "advanced", "Largest hole closed",
         "Holes lighter than this share of the subject close when the mask is tidied; higher closes larger ones",
         low=0, high=1, step=0.001, unit="of subject", stage="mask"),
    Knob("mask.smoothing", "number", 0.0, "advanced", "Mask smoothing",
         "Rounds the mask's outline when it is tidied; higher is rounder and softer",
         low=0, high=20, step=0.5, unit="px", stage="mask"),
    Knob("trimap.foreground", "integer", 240, "edge", "Keep as subject from",
         "Mask values from here on are surely subject; lower keeps more as solid",
         low=128, high=255, step=1, unit="of 255", stage="survey"),
    Knob("trimap.background", "integer", 10, "edge", "Drop as background below",
         "Mask values below are surely background; higher removes more",
         low=0, high=127, step=1, unit="of 255", stage="survey"),
    Knob("trimap.erode", "number", 5.0, "edge", "Width of the hair zone",
         "How far the hair zone reaches to both sides, at the mask's own 1024 pixels; wider finds longer hair "
         "and takes longer", low=0, high=40, step=0.5, unit="px", stage="survey"),
)

MATTE = (  # Where exactly it ends
    Knob("matting.quality", "choice", "balanced", "quality", "Quality",
         "Fast for a quick look, Balanced for daily work, Best when every hair counts and time does not",
         choices=("fast", "balanced", "best"), stage="survey"),
    Knob("matting.enabled", "flag", True, "edge", "Refine the edge",
         "Off: the AI's mask is snapped to edges by the guided filter and nothing more", stage="survey"),
    Knob("matting.decontaminate", "flag", True, "edge", "Clean colour left from the background",
         "Repairs the colours of half-transparent pixels so that hair over green shows no green on white"),
    Knob("matting.consistency", "choice", "closed_form", "advanced", "Consistency pass",
         "closed_form solves with the matting Laplacian and measures best; poisson follows the photo's gradient, "
         "sooner done and less exact", choices=("closed_form", "poisson"), stage="survey"),
    Knob("matting.fusion", "integer", 0, "advanced", "Fusion rounds",
         "Rounds that bring alpha and both layers' colours into agreement with the photo, its noise included; "
         "0 is off", low=0, high=10, step=1, stage="survey"),
    Knob("guided_filter.radius", "integer", 16, "advanced", "Guided filter radius",
         "Window of the edge snapping; larger follows longer edges and blurs small ones",
         low=1, high=32, step=1, unit="px", stage="survey"),
    Knob("guided_filter.epsilon", "number", 0.0001, "advanced", "Guided filter epsilon",
         "Contrast (squared) below which the photo is taken as flat; larger is smoother",
         low=1e-06, high=0.1, stage="survey"),
)

ENHANCE = (  # What the AI looks at
    Knob("enhance.bilateral", "number", 0.0, "enhance", "Smooth noise",
         "Bilateral filter: raising it smooths more grain and keeps clear edges; 0 is off",
         low=0, high=10, step=0.5, unit="of 10", stage="view"),
    Knob("enhance.clahe_clip", "number", 1.0, "enhance", "Local contrast",
         "CLAHE clip limit: how much steeper contrast may get; raising it shows more detail and noise; 1 is off",
         low=1, high=8, step=0.1, unit="×", stage="view"),
    Knob("enhance.clahe_grid", "integer", 8, "enhance", "Local contrast tiles",
         "Tiles along each side; more tiles make the contrast more local",
         low=2, high=16, step=1, unit="tiles", stage="view"),
    Knob("enhance.saturation", "number", 1.0, "enhance", "Colour strength",
         "Saturation: 0 is grey, raising it makes colours stronger; 1 leaves them",
         low=0, high=3, step=0.05, unit="×", stage="view"),
    Knob("enhance.gamma", "number", 1.0, "enhance", "Brightness of the middle tones",
         "Gamma: raising it brightens, lowering it darkens, black and white stay; 1 leaves them",
         low=0.2, high=5, step=0.05, stage="view"),
    Knob("enhance.gain", "number", 1.0, "enhance", "Brightness",
         "Gain: raising it brightens everything, the brightest parts run into white; 1 leaves it",
         low=0.2, high=5, step=0.05, unit="×", stage="view"),
    Knob("enhance.sharpen_sigma", "number", 0.0, "enhance", "Sharpen",
         "Sigma of the unsharp mask: raising it brings out detail more strongly; 0 is off",
         low=0, high=8, step=0.1, unit="px", stage="view"),
    Knob("enhance.sharpen_radius", "integer", 2, "enhance", "Sharpen radius",
         "How broad the sharpened areas are; a small radius brings out fine detail only",
         low=1, high=16, step=1, unit="px", stage="view"),
    Knob("enhance.hint_strength", "number", 0.0, "enhance", "Backdrop colour hint",
         "Pushes colours away from the backdrop colour for the AI; raising it pushes further; 0 is off",
         low=0, high=3, step=0.1, unit="×", stage="view"),
    Knob("enhance.hint_colour", "colour", "#00b140", "enhance", "Backdrop colour",
         "The colour that the hint pushes away from: pick it in the photo", stage="view"),
    Knob("enhance.in_result", "flag", False, "enhance", "Also in the result",
         "Off: only the AI sees the enhanced photo, and yours keeps its colours. On: the cutout shows it too",
         stage="view"),
)

BACKDROP = (  # What stands behind: steers `wispcut backdrop`; the cutout's own backdrop keeps to photo_backdrop
    Knob("backdrop.tile_size", "integer", 64, "command", "Backdrop tile",
         "Side of the squares in which background and noise are measured; larger is smoother and follows less",
         low=4, high=4096, step=1, unit="px", stage="command"),
    Knob("backdrop.channels", "choice", "colour", "command", "Backdrop channels",
         "Measure each colour channel, or the luminance alone", choices=("colour", "luminance"), stage="command"),
    Knob("backdrop.location", "choice", "sextractor", "command", "Backdrop level",
         "Level of a tile; sextractor and mmm are modes for crowded tiles, median and biweight are robust",
         choices=("mean", "median", "sextractor", "mmm", "biweight"), stage="command"),
    Knob("backdrop.scale", "choice", "std", "command", "Backdrop noise",
         "What stands for the noise of a tile; mad and biweight hold when many pixels are wrong",
         choices=("std", "mad", "biweight"), stage="command"),
    Knob("backdrop.kappa", "number", 3.0, "command", "Clip beyond",
         "Pixels further from a tile's median are left out; 2 for very crowded tiles",
         low=0.5, high=20, step=0.1, unit="sigma", stage="command"),
    Knob("backdrop.rounds", "integer", 0, "command", "Clipping rounds",
         "The most rounds of clipping; 0 goes on until nothing changes", low=0, high=100, step=1, stage="command"),
    Knob("backdrop.clip_spread", "choice", "std", "command", "Clipping spread",
         "The spread that clipping counts in; mad converges in fewer rounds", choices=("std", "mad"), stage="command"),
    Knob("backdrop.filter_size", "integer", 3, "command", "Backdrop filter",
         "Odd number of tiles in the median filter over the mesh; 1 is off, larger removes larger objects",
         low=1, high=31, step=2, unit="tiles", stage="command"),
    Knob("backdrop.filter_rule", "choice", "all", "command", "Filter which tiles",
         "All tiles, those with a level above the threshold, or those that differ from their surroundings by it",
         choices=("all", "level", "difference"), stage="command"),
    Knob("backdrop.filter_threshold", "number", 0.0, "command", "Filter threshold",
         "For the rules level and difference, in the picture's own unit",
         low=-1000000000.0, high=1000000000.0, stage="command"),
    Knob("backdrop.filter_edges", "choice", "symmetric", "command", "Filter at the edge",
         "symmetric keeps gradients up to the edge as SExtractor does; cut takes all tiles there are as "
         "photutils does", choices=("symmetric", "cut"), stage="command"),
    Knob("backdrop.interpolation", "choice", "spline", "command", "Between tiles",
         "Natural bicubic spline, SExtractor's own, straight lines, or inverse distance (slow)",
         choices=("spline", "sextractor", "bilinear", "idw"), stage="command"),
    Knob("backdrop.min_unmasked", "number", 0.3, "command", "Least free part of a tile",
         "Tiles with fewer usable pixels are filled in by the fall-back", low=0, high=1, step=0.05, stage="command"),
    Knob("backdrop.fallback", "choice", "neighbours", "command", "Tiles that cannot be measured",
         "Take the nearest tiles, continue smoothly, or measure all of the tile's pixels, mask or not",
         choices=("neighbours", "smooth", "all"), stage="command"),
    Knob("backdrop.max_samples", "integer", 1024, "command", "Samples a tile",
         "The most pixels looked at in a tile, evenly spread; 0 looks at all",
         low=0, high=1000000, step=1, stage="command"),
    Knob("backdrop.refinements", "integer", 0, "command", "Refine the backdrop",
         "How often objects are detected and masked and the backdrop is measured again",
         low=0, high=10, step=1, stage="command"),
    Knob("backdrop.detect_sigma", "number", 4.0, "command", "Detect beyond",
         "Pixels that far above the backdrop count as objects; lower masks more",
         low=0.5, high=100, step=0.1, unit="sigma", stage="command"),
    Knob("backdrop.detect_both", "flag", False, "command", "Detect dark objects too",
         "Objects darker than the backdrop are masked as well", stage="command"),
    Knob("backdrop.dilation", "integer", 3, "command", "Grow what is detected",
         "Objects are masked with a border of this width", low=0, high=64, step=1, unit="px", stage="command"),
    Knob("backdrop.keep_gradient", "number", 0.0, "background", "Keep gradient",
         "When the backdrop is evened out: 0 makes it one colour, 1 only takes its noise away",
         low=0, high=1, step=0.05, stage="cutout"),
)

CUTOUT = (  # What is taken away
    Knob("cutout.background", "choice", "transparent", "background", "Background",
         "What stands behind the subject; even is the photo's own backdrop, cleaned of gradient and noise",
         choices=("transparent", "white", "black", "colour", "image", "blur", "even"), stage="cutout"),
    Knob("cutout.colour", "colour", "#80a090", "background", "Colour",
         "The colour behind the subject", stage="cutout"),
    Knob("cutout.blur", "number", 12.0, "background", "Blur",
         "How far the photo's own background is blurred", low=1, high=64, step=1, unit="px", stage="cutout"),
    Knob("cutout.mask_only", "flag", False, "background", "Mask only",
         "Deliver the matte as a grey picture", stage="cutout"),
    Knob("cutout.margin", "integer", 16, "export", "Margin around the subject",
         "Room left on each side when cropping to the subject", low=0, high=512, step=1, unit="px", stage="cutout"),
)

RESIZE = (  # Smaller and still sharp
    Knob("resize.sharpness", "choice", "automatic", "export", "Sharpness",
         "Automatic finds the largest strength that keeps to the artifact target; off adds none; manual takes yours",
         choices=("automatic", "off", "manual"), stage="cutout"),
    Knob("resize.strength", "number", 0.5, "export", "Sharpening strength",
         "By hand only: how much of the fine detail is added; 0 is none, above 1 is strong",
         low=0, high=3, step=0.05, unit="×", stage="cutout"),
    Knob("resize.pipeline_mode", "choice", "Balanced", "export", "Resize effort",
         "Fast probes less; Balanced adapts to the content and guards colours; Quality probes and reports more",
         choices=("Fast", "Balanced", "Quality"), stage="cutout"),
    Knob("resize.target_artifact_ratio", "number", 0.001, "advanced", "Artifact target",
         "Share of colour values that sharpening may push out of range; higher is sharper with more clipped edges",
         low=1e-05, high=0.05, stage="cutout"),
    Knob("resize.sharpen_sigma", "number", 1.0, "advanced", "Resize sharpening sigma",
         "Size of the detail that is sharpened; larger reaches coarser detail and makes broader halos",
         low=0.3, high=4, step=0.1, unit="px", stage="cutout"),
    Knob("resize.sharpen_mode", "choice", "Lightness", "advanced", "Sharpening channel",
         "Lightness sharpens brightness and keeps colours; Rgb sharpens each channel",
         choices=("Lightness", "Rgb"), stage="cutout"),
    Knob("resize.metric_mode", "choice", "RelativeToBase", "advanced", "Artifact count",
         "RelativeToBase counts what sharpening adds; AbsoluteTotal also counts what shrinking left",
         choices=("RelativeToBase", "AbsoluteTotal"), stage="cutout"),
    Knob("resize.artifact_metric", "choice", "ChannelClippingRatio", "advanced", "Artifact metric",
         "Counts out-of-range channel values, or pixels that have any",
         choices=("ChannelClippingRatio", "PixelOutOfGamutRatio"), stage="cutout"),
    Knob("resize.evaluation_color_space", "choice", "Rgb", "advanced", "Artifacts measured in",
         "Rgb measures all channels; Luminance only the brightness", choices=("Rgb", "Luminance"), stage="cutout"),
    Knob("resize.fit_strategy", "choice", "Cubic", "advanced", "Strength search",
         "Cubic fits a curve through the probes; DirectSearch takes the best probe",
         choices=("Cubic", "DirectSearch"), stage="cutout"),
    Knob("resize.probe_config", "choice", "TwoPass", "advanced", "Probing",
         "TwoPass scans coarsely, then near the target; Range scans evenly; Explicit tries seven from 0.05 to 3",
         choices=("TwoPass", "Range", "Explicit"), stage="cutout"),
    Knob("resize.probe_min", "number", 0.003, "advanced", "Smallest probe",
         "Lowest strength that is tried", low=0.001, high=3, unit="×", stage="cutout"),
    Knob("resize.probe_max", "number", 1.0, "advanced", "Largest probe",
         "Highest strength that is tried, and so the strongest result", low=0.01, high=10, unit="×", stage="cutout"),
    Knob("resize.coarse_count", "integer", 7, "advanced", "Coarse probes",
         "Probes of the first pass; Fast uses 4 and Quality 9", low=3, high=32, step=1, stage="cutout"),
    Knob("resize.dense_count", "integer", 4, "advanced", "Dense probes",
         "Probes of the second pass; Fast uses 2 and Quality 6", low=2, high=32, step=1, stage="cutout"),
    Knob("resize.window_margin", "number", 0.5, "advanced", "Dense window margin",
         "How far the second pass looks beyond the bracket, in parts of its width; Quality uses 0.7",
         low=0, high=2, stage="cutout"),
    Knob("resize.range_count", "integer", 9, "advanced", "Range probes",
         "Probes of an even scan", low=4, high=64, step=1, stage="cutout"),
    Knob("resize.sharpen_strategy", "choice", "ContentAdaptive", "advanced", "Sharpening strategy",
         "ContentAdaptive is gentler on flat areas and halo zones; Uniform treats all alike",
         choices=("ContentAdaptive", "Uniform"), stage="cutout"),
    Knob("resize.gain_flat", "number", 0.75, "advanced", "Gain in flat areas",
         "Relative strength there; higher sharpens noise too", low=0, high=2, step=0.05, unit="×", stage="cutout"),
    Knob("resize.gain_textured", "number", 0.95, "advanced", "Gain in textured areas",
         "Relative strength there; higher is crisper", low=0, high=2, step=0.05, unit="×", stage="cutout"),
    Knob("resize.gain_strong_edge", "number", 1.0, "advanced", "Gain at strong edges",
         "Relative strength there; lower calms halos", low=0, high=2, step=0.05, unit="×", stage="cutout"),
    Knob("resize.gain_microtexture", "number", 1.1, "advanced", "Gain in microtexture",
         "Relative strength there; higher brings out fine grain", low=0, high=2, step=0.05, unit="×", stage="cutout"),
    Knob("resize.gain_risky_halo_zone", "number", 0.7, "advanced", "Gain in risky halo zones",
         "Relative strength there; lower calms halos", low=0, high=2, step=0.05, unit="×", stage="cutout"),
    Knob("resize.max_backoff_iterations", "integer", 4, "advanced", "Back-off rounds",
         "How often a result over the target is weakened; Quality uses 6", low=0, high=20, step=1, stage="cutout"),
    Knob("resize.backoff_scale_factor", "number", 0.8, "advanced", "Back-off factor",
         "What each round multiplies the strength by; lower gives in faster",
         low=0.1, high=0.99, unit="×", stage="cutout"),
    Knob("resize.chroma_guard", "flag", True, "advanced", "Chroma guard",
         "Holds colours back where sharpening would shift them; Fast does without", stage="cutout"),
    Knob("resize.max_chroma_shift", "number", 0.1, "advanced", "Largest colour shift",
         "Share of a pixel's own colourfulness that sharpening may change; lower keeps colours closer",
         low=0, high=1, step=0.01, stage="cutout"),
    Knob("resize.resize_strategy", "choice", "Uniform", "advanced", "Resize strategy",
         "Uniform uses one kernel; ContentAdaptive one per kind of region",
         choices=("Uniform", "ContentAdaptive"), stage="cutout"),
    Knob("resize.kernel", "choice", "Lanczos3", "advanced", "Resize kernel",
         "Lanczos3 is the sharpest, Gaussian the softest; the cubics lie between",
         choices=("Lanczos3", "MitchellNetravali", "CatmullRom", "Gaussian"), stage="cutout"),
    Knob("resize.input_color_space", "choice", "Srgb", "advanced", "Input values",
         "Srgb for ordinary photos; LinearRgb and RawLinear for data that already is linear light",
         choices=("Srgb", "LinearRgb", "RawLinear"), stage="cutout"),
    Knob("resize.enable_contrast_leveling", "flag", False, "advanced", "Contrast levelling",
         "Stretches each channel from its 1st to its 99th percentile", stage="cutout"),
    Knob("resize.output_clamp", "choice", "Clamp", "advanced", "Out-of-range values",
         "Clamp cuts them off; Normalize darkens the whole picture until they fit",
         choices=("Clamp", "Normalize"), stage="cutout"),
    Knob("resize.evaluator", "choice", "Heuristic", "advanced", "Quality opinion",
         "Heuristic adds a score and a suggested strength to the report; Fast does without",
         choices=("Heuristic", "None"), stage="cutout"),
    Knob("resize.diagnostics_level", "choice", "Summary", "advanced", "Resize report",
         "Full adds the parts of each probe and how much detail the resize kept",
         choices=("Summary", "Full"), stage="cutout"),
)
# fmt: on

KNOBS: tuple[Knob, ...] = SUBJECT + MATTE + ENHANCE + BACKDROP + CUTOUT + RESIZE
_BY_NAME = {knob.name: knob for knob in KNOBS}


def defaults() -> Settings:
    """All settings at their defaults, as a new nested dictionary."""
    out: Settings = {}
    for knob in KNOBS:
        section, key = knob.name.split(".")
        out.setdefault(section, {})[key] = knob.default
    return out


def complete(given: Mapping[str, Any] | None) -> Settings:
    """Check the given settings and fill in the rest with defaults.

    >>> complete({"trimap": {"erode": 7}})["trimap"]["erode"]
    7.0
    """
    out = defaults()
    if given is None:
        return out
    if not isinstance(given, Mapping):
        raise SettingsError(f"settings must be an object of sections; got {given!r}")
    for section, values in given.items():
        if section not in out:
            raise SettingsError(f"settings has no section {section!r}; sections are {', '.join(out)}")
        if not isinstance(values, Mapping):
            raise SettingsError(f"settings section {section} must be an object; got {values!r}")
        for key, value in values.items():
            if key not in out[section]:
                raise SettingsError(
                    f"settings has no knob {section}.{key}; {section} has {', '.join(out[section])}"
                )
            out[section][key] = _BY_NAME[f"{section}.{key}"].check(value)
    return out


def schema() -> dict[str, object]:
    """Every knob as one JSON Schema (draft 2020-12), sections as objects."""
    sections: dict[str, dict[str, object]] = {}
    for knob in KNOBS:
        section, key = knob.name.split(".")
        sections.setdefault(section, {})[key] = knob.schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Wispcut settings",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"type": "object", "additionalProperties": False, "properties": knobs}
            for name, knobs in sections.items()
        },
    }
