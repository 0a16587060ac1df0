"""Automatic sharpness by one call: size and the choices that matter as keywords, each checked."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut.core.checks import check_choice, check_number
from wispcut.resample.params import MODES, Params
from wispcut.resample.shrink import resize

SHARPNESS = ("automatic", "off", "manual")
CHANNELS = ("Lightness", "Rgb")


def auto_sharpen(
    pixels: NDArray[Any],
    *,
    width: int | None = None,
    height: int | None = None,
    percent: float | None = None,
    sharpness: str = "automatic",
    strength: float = 0.5,
    effort: str = "Balanced",
    target_artifact_ratio: float = 0.001,
    sigma: float = 1.0,
    channel: str = "Lightness",
) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    """Make a picture smaller and as sharp as it can be without visible artifacts.

    Args:
        pixels: ``(H, W, 3)`` or ``(H, W, 4)`` (straight alpha), uint8 sRGB or float32 in [0, 1].
        width, height, percent: the size; one of them keeps the proportions. At the picture's own size nothing was
            lost, and ``automatic`` adds nothing.
        sharpness: ``automatic`` finds the strength, ``manual`` takes yours, ``off`` adds none.
        strength: of ``manual``, 0 to 3; above 1 is strong.
        effort: ``Fast``, ``Balanced`` or ``Quality``; raising it probes more.
        target_artifact_ratio: share of values that may leave the range, 1e-5 to 0.05; higher is sharper.
        sigma: size of the detail, 0.3 to 4 px; larger is coarser.
        channel: ``Lightness`` keeps colours, ``Rgb`` sharpens each.

    Returns:
        bytes ``(h, w, C)``, and the report (``report.schema.json``).

    Raises:
        TypeError, ValueError: naming the argument, and what would fit.
    """
    check_choice("sharpness", sharpness, SHARPNESS)
    check_choice("effort", effort, MODES)
    check_choice("channel", channel, CHANNELS)
    check_number("strength", strength, 0, 3)
    check_number("target_artifact_ratio", target_artifact_ratio, 1e-5, 0.05)
    check_number("sigma", sigma, 0.3, 4)
    params = Params(
        sharpness=sharpness,
        strength=float(strength),
        pipeline_mode=effort,
        target_artifact_ratio=float(target_artifact_ratio),
        sharpen_sigma=float(sigma),
        sharpen_mode=channel,
    )
    return resize(pixels, width=width, height=height, percent=percent, params=params)
