"""The parameters of automatic sharpness, and the modes Fast, Balanced, Quality.

A mode changes the effort (probes, strategy, guard, diagnostics)
and leaves alone what is a matter of taste: target ratio, sigma, metric, sharpen mode.
"""

from dataclasses import dataclass, field, replace

from wispcut.resample.regions import ClassificationParams, GainTable

MODES = ("Fast", "Balanced", "Quality")
DEFAULT_STRENGTHS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3.0)
# Kernel of each region class when the resize itself adapts to the content.
KERNEL_TABLE = {
    "Flat": "Gaussian",
    "Textured": "CatmullRom",
    "StrongEdge": "MitchellNetravali",
    "Microtexture": "Lanczos3",
    "RiskyHaloZone": "MitchellNetravali",
}


@dataclass(frozen=True)
class ProbeConfig:
    """Which strengths are tried. ``kind``: ``TwoPass``, ``Explicit`` (``strengths``) or ``Range``."""

    kind: str = "TwoPass"
    coarse_count: int = 7
    coarse_min: float = 0.003
    coarse_max: float = 1.0
    dense_count: int = 4
    window_margin: float = 0.5
    range_count: int = 9
    strengths: tuple[float, ...] = DEFAULT_STRENGTHS

    def __post_init__(self) -> None:
        """Raise ``ValueError`` where the fields do not fit each other."""
        if self.coarse_min >= self.coarse_max:
            raise ValueError(
                f"coarse_min must be less than coarse_max = {self.coarse_max:g}; got {self.coarse_min:g}"
            )
        good = len(self.strengths) >= 4 and len(set(self.strengths)) == len(self.strengths)
        if not good or not all(0 < s <= 10 for s in self.strengths):
            raise ValueError(
                f"strengths must be at least 4 different numbers in (0, 10]; got {self.strengths}"
            )


@dataclass(frozen=True)
class Params:
    """Everything that ``sharpen_automatically`` wants to know; ``wispcut settings`` explains each."""

    sharpness: str = "automatic"
    strength: float = 0.5
    pipeline_mode: str = "Balanced"
    target_artifact_ratio: float = 0.001
    sharpen_sigma: float = 1.0
    sharpen_mode: str = "Lightness"
    metric_mode: str = "RelativeToBase"
    artifact_metric: str = "ChannelClippingRatio"
    evaluation_color_space: str = "Rgb"
    fit_strategy: str = "Cubic"
    output_clamp: str = "Clamp"
    sharpen_strategy: str = "ContentAdaptive"
    max_backoff_iterations: int = 4
    backoff_scale_factor: float = 0.8
    resize_strategy: str = "Uniform"
    kernel: str = "Lanczos3"
    input_color_space: str = "Srgb"
    enable_contrast_leveling: bool = False
    chroma_guard: bool = True
    max_chroma_shift: float = 0.10
    evaluator: str = "Heuristic"
    diagnostics_level: str = "Summary"
    probes: ProbeConfig = field(default_factory=ProbeConfig)
    classification: ClassificationParams = field(default_factory=ClassificationParams)
    gains: GainTable = field(default_factory=GainTable)

    @property
    def adaptive(self) -> bool:
        """Whether the strength follows the region classes."""
        return self.sharpen_strategy == "ContentAdaptive"

    @property
    def kernels(self) -> tuple[str, ...]:
        """The kernels at the target size."""
        if self.resize_strategy == "ContentAdaptive":
            return tuple(dict.fromkeys(KERNEL_TABLE.values()))
        return (self.kernel,)

    def resolved(self) -> "Params":
        """These parameters with the mode's own choices in place; without sharpening all of them are idle."""
        if self.sharpness == "off":
            return replace(self, sharpen_strategy="Uniform", chroma_guard=False, evaluator="None")
        if self.pipeline_mode == "Fast":
            return replace(
                self,
                probes=replace(self.probes, coarse_count=4, dense_count=2),
                sharpen_strategy="Uniform",
                chroma_guard=False,
                evaluator="None",
            )
        if self.pipeline_mode == "Quality":
            return replace(
                self,
                probes=replace(self.probes, coarse_count=9, dense_count=6, window_margin=0.7),
                sharpen_strategy="ContentAdaptive",
                max_backoff_iterations=6,
                chroma_guard=True,
                evaluator="Heuristic",
                diagnostics_level="Full",
            )
        return self
