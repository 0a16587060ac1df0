"""Smaller and still sharp."""

from dataclasses import dataclass
from typing import Literal

from wispcut.core.errors import SettingsError
from wispcut.resample.params import Params, ProbeConfig
from wispcut.resample.regions import GainTable
from wispcut.settings.knob import Section, knob


@dataclass(frozen=True)
class Resize(Section):
    """Smaller and still sharp."""

    # fmt: off
    sharpness: Literal["automatic", "off", "manual"] = knob("automatic", "export", "Sharpness",
        "Automatic finds the largest strength that keeps to the artifact target; off adds none; manual "
        "takes yours", stage="cutout")
    strength: float = knob(0.5, "export", "Sharpening strength",
        "By hand only: how much of the fine detail is added; 0 is none, above 1 is strong",
        bounds=(0, 3), step=0.05, unit="×", stage="cutout")
    pipeline_mode: Literal["Fast", "Balanced", "Quality"] = knob("Balanced", "export", "Resize effort",
        "Fast probes less; Balanced adapts to the content and guards colours; Quality probes and reports "
        "more", stage="cutout")
    target_artifact_ratio: float = knob(0.001, "advanced", "Artifact target",
        "Share of colour values that sharpening may push out of range; higher is sharper with more "
        "clipped edges", bounds=(1e-05, 0.05), stage="cutout")
    sharpen_sigma: float = knob(1.0, "advanced", "Resize sharpening sigma",
        "Size of the detail that is sharpened; larger reaches coarser detail and makes broader halos",
        bounds=(0.3, 4), step=0.1, unit="px", stage="cutout")
    sharpen_mode: Literal["Lightness", "Rgb"] = knob("Lightness", "advanced", "Sharpening channel",
        "Lightness sharpens brightness and keeps colours; Rgb sharpens each channel", stage="cutout")
    metric_mode: Literal["RelativeToBase", "AbsoluteTotal"] = knob("RelativeToBase", "advanced", "Artifact count",
        "RelativeToBase counts what sharpening adds; AbsoluteTotal also counts what shrinking left",
        stage="cutout")
    artifact_metric: Literal["ChannelClippingRatio", "PixelOutOfGamutRatio"] = knob(
        "ChannelClippingRatio", "advanced", "Artifact metric",
        "Counts out-of-range channel values, or pixels that have any", stage="cutout")
    evaluation_color_space: Literal["Rgb", "Luminance"] = knob("Rgb", "advanced", "Artifacts measured in",
        "Rgb measures all channels; Luminance only the brightness", stage="cutout")
    fit_strategy: Literal["Cubic", "DirectSearch"] = knob("Cubic", "advanced", "Strength search",
        "Cubic fits a curve through the probes; DirectSearch takes the best probe", stage="cutout")
    probe_config: Literal["TwoPass", "Range", "Explicit"] = knob("TwoPass", "advanced", "Probing",
        "TwoPass scans coarsely, then near the target; Range scans evenly; Explicit tries seven from 0.05 "
        "to 3", stage="cutout")
    probe_min: float = knob(0.003, "advanced", "Smallest probe",
        "Lowest strength that is tried", bounds=(0.001, 3), unit="×", stage="cutout")
    probe_max: float = knob(1.0, "advanced", "Largest probe",
        "Highest strength that is tried, and so the strongest result", bounds=(0.01, 10), unit="×", stage="cutout")
    coarse_count: int = knob(7, "advanced", "Coarse probes",
        "Probes of the first pass; Fast uses 4 and Quality 9", bounds=(3, 32), step=1, stage="cutout")
    dense_count: int = knob(4, "advanced", "Dense probes",
        "Probes of the second pass; Fast uses 2 and Quality 6", bounds=(2, 32), step=1, stage="cutout")
    window_margin: float = knob(0.5, "advanced", "Dense window margin",
        "How far the second pass looks beyond the bracket, in parts of its width; Quality uses 0.7",
        bounds=(0, 2), stage="cutout")
    range_count: int = knob(9, "advanced", "Range probes",
        "Probes of an even scan", bounds=(4, 64), step=1, stage="cutout")
    sharpen_strategy: Literal["ContentAdaptive", "Uniform"] = knob(
        "ContentAdaptive", "advanced", "Sharpening strategy",
        "ContentAdaptive is gentler on flat areas and halo zones; Uniform treats all alike", stage="cutout")
    gain_flat: float = knob(0.75, "advanced", "Gain in flat areas",
        "Relative strength there; higher sharpens noise too", bounds=(0, 2), step=0.05, unit="×", stage="cutout")
    gain_textured: float = knob(0.95, "advanced", "Gain in textured areas",
        "Relative strength there; higher is crisper", bounds=(0, 2), step=0.05, unit="×", stage="cutout")
    gain_strong_edge: float = knob(1.0, "advanced", "Gain at strong edges",
        "Relative strength there; lower calms halos", bounds=(0, 2), step=0.05, unit="×", stage="cutout")
    gain_microtexture: float = knob(1.1, "advanced", "Gain in microtexture",
        "Relative strength there; higher brings out fine grain",
        bounds=(0, 2), step=0.05, unit="×", stage="cutout")
    gain_risky_halo_zone: float = knob(0.7, "advanced", "Gain in risky halo zones",
        "Relative strength there; lower calms halos", bounds=(0, 2), step=0.05, unit="×", stage="cutout")
    max_backoff_iterations: int = knob(4, "advanced", "Back-off rounds",
        "How often a result over the target is weakened; Quality uses 6", bounds=(0, 20), step=1, stage="cutout")
    backoff_scale_factor: float = knob(0.8, "advanced", "Back-off factor",
        "What each round multiplies the strength by; lower gives in faster",
        bounds=(0.1, 0.99), unit="×", stage="cutout")
    chroma_guard: bool = knob(True, "advanced", "Chroma guard",
        "Holds colours back where sharpening would shift them; Fast does without", stage="cutout")
    max_chroma_shift: float = knob(0.1, "advanced", "Largest colour shift",
        "Share of a pixel's own colourfulness that sharpening may change; lower keeps colours closer",
        bounds=(0, 1), step=0.01, stage="cutout")
    resize_strategy: Literal["Uniform", "ContentAdaptive"] = knob("Uniform", "advanced", "Resize strategy",
        "Uniform uses one kernel; ContentAdaptive one per kind of region", stage="cutout")
    kernel: Literal["Lanczos3", "MitchellNetravali", "CatmullRom", "Gaussian"] = knob(
        "Lanczos3", "advanced", "Resize kernel",
        "Lanczos3 is the sharpest, Gaussian the softest; the cubics lie between", stage="cutout")
    input_color_space: Literal["Srgb", "LinearRgb", "RawLinear"] = knob("Srgb", "advanced", "Input values",
        "Srgb for ordinary photos; LinearRgb and RawLinear for data that already is linear light", stage="cutout")
    enable_contrast_leveling: bool = knob(False, "advanced", "Contrast levelling",
        "Stretches each channel from its 1st to its 99th percentile", stage="cutout")
    output_clamp: Literal["Clamp", "Normalize"] = knob("Clamp", "advanced", "Out-of-range values",
        "Clamp cuts them off; Normalize darkens the whole picture until they fit", stage="cutout")
    evaluator: Literal["Heuristic", "None"] = knob("Heuristic", "advanced", "Quality opinion",
        "Heuristic adds a score and a suggested strength to the report; Fast does without", stage="cutout")
    diagnostics_level: Literal["Summary", "Full"] = knob("Summary", "advanced", "Resize report",
        "Full adds the parts of each probe and how much detail the resize kept", stage="cutout")
    # fmt: on

    def params(self) -> Params:
        """What :func:`wispcut.resample.resize` takes. Raises ``SettingsError`` where two knobs do not agree."""
        if self.probe_min >= self.probe_max:
            raise SettingsError(
                f"resize.probe_min must be less than resize.probe_max = {self.probe_max:g}; got {self.probe_min:g}"
            )
        probes = ProbeConfig(
            kind=self.probe_config,
            coarse_count=self.coarse_count,
            coarse_min=self.probe_min,
            coarse_max=self.probe_max,
            dense_count=self.dense_count,
            window_margin=self.window_margin,
            range_count=self.range_count,
        )
        gains = GainTable(
            flat=self.gain_flat,
            textured=self.gain_textured,
            strong_edge=self.gain_strong_edge,
            microtexture=self.gain_microtexture,
            risky_halo_zone=self.gain_risky_halo_zone,
        )
        return Params(
            sharpness=self.sharpness,
            strength=self.strength,
            pipeline_mode=self.pipeline_mode,
            target_artifact_ratio=self.target_artifact_ratio,
            sharpen_sigma=self.sharpen_sigma,
            sharpen_mode=self.sharpen_mode,
            metric_mode=self.metric_mode,
            artifact_metric=self.artifact_metric,
            evaluation_color_space=self.evaluation_color_space,
            fit_strategy=self.fit_strategy,
            output_clamp=self.output_clamp,
            sharpen_strategy=self.sharpen_strategy,
            max_backoff_iterations=self.max_backoff_iterations,
            backoff_scale_factor=self.backoff_scale_factor,
            resize_strategy=self.resize_strategy,
            kernel=self.kernel,
            input_color_space=self.input_color_space,
            enable_contrast_leveling=self.enable_contrast_leveling,
            chroma_guard=self.chroma_guard,
            max_chroma_shift=self.max_chroma_shift,
            evaluator=self.evaluator,
            diagnostics_level=self.diagnostics_level,
            probes=probes,
            gains=gains,
        )
