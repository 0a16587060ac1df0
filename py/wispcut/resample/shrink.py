"""The public entry: a whole picture at once, or rows on demand.

    read = lambda first, last: rows_of_the_picture(first, last)
    pixels, report = shrink_rows(read, (4000, 6000), target_size((4000, 6000), width=1600))

Rows are asked for in small numbers, from the top, more than once: whoever holds the picture keeps it.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut.core.checks import check_number
from wispcut.resample.auto_sharpness import sharpen_automatically
from wispcut.resample.base import Base
from wispcut.resample.downscale import READ, Reduction, Rows, Size
from wispcut.resample.explain import explain
from wispcut.resample.ingress import Ingress
from wispcut.resample.params import Params
from wispcut.resample.quality import source_energy
from wispcut.resample.recommend import recommendations
from wispcut.resample.resize_strategy import Resize
from wispcut.resample.timing import Clock

LARGEST_SIDE = 65_535


def target_size(
    size: Size, *, width: int | None = None, height: int | None = None, percent: float | None = None
) -> Size:
    """The (height, width) that is asked for. One of width and height keeps the proportions, rounded, at least 1.

    Both together give exactly that size; ``percent`` (in (0, 100]) stands alone. Larger than the picture is an error.
    """
    tall, wide = size
    if percent is not None:
        if width is not None or height is not None:
            raise ValueError("percent must stand alone; got a width or height beside it")
        share = check_number("percent", percent, 0, 100, open_low=True) / 100
        return max(1, round(tall * share)), max(1, round(wide * share))
    if width is None and height is None:
        raise ValueError("resize must be given a width, a height or a percent; got none")
    for name, value, full in (("width", width, wide), ("height", height, tall)):
        if value is not None:
            _check_side(name, value, full)
    if width is None:
        assert height is not None
        return int(height), max(1, round(wide * height / tall))
    if height is None:
        return max(1, round(tall * width / wide)), int(width)
    return int(height), int(width)


def _check_side(name: str, value: object, full: int) -> None:
    number = check_number(name, value, 1, LARGEST_SIDE, integer=True)
    if number > full:
        raise ValueError(
            f"{name} must be at most the picture's own, {full}: resizing only makes smaller; got {value!r}"
        )


class _CheckedRows:
    """Rows of a picture, each answer checked: dtype, shape, range."""

    def __init__(self, read: Rows, width: int, channels: int, *, bounded: bool):
        self._read, self._width, self._channels, self._bounded = read, width, channels, bounded
        self.dtype: np.dtype | None = None

    def __call__(self, first: int, last: int) -> NDArray[Any]:
        """Rows ``[first, last)``, ``(last - first, W, C)``."""
        rows = self._read(first, last)
        if not isinstance(rows, np.ndarray) or rows.dtype not in (np.uint8, np.float32):
            kind = rows.dtype if isinstance(rows, np.ndarray) else type(rows).__name__
            raise TypeError(f"rows must be a numpy array of uint8 or float32; got {kind}")
        if self.dtype not in (None, rows.dtype):
            raise TypeError(f"rows must keep the dtype of the first ones, {self.dtype}; got {rows.dtype}")
        self.dtype = rows.dtype
        wanted = last - first, self._width, self._channels
        if rows.shape != wanted:
            raise ValueError(f"rows {first} to {last} must have shape {wanted}; got {rows.shape}")
        if rows.dtype == np.float32:
            low, high = float(rows.min()), float(rows.max())
            if not (np.isfinite(low) and np.isfinite(high)):
                raise ValueError(f"rows must be finite; got values from {low:g} to {high:g}")
            bounded = rows if self._bounded else rows[..., 3:]
            if bounded.size and not (float(bounded.min()) >= 0 and float(bounded.max()) <= 1):
                raise ValueError(f"rows must lie in [0, 1]; got values from {low:g} to {high:g}")
        return rows


def shrink_rows(
    read: Rows, size: Size, target: Size, params: Params | None = None, *, channels: int = 4
) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    """Make a picture smaller whose rows are asked for.

    ``read(first, last)`` answers with rows ``(last - first, W, channels)``: uint8, or float32 (in [0, 1] unless the
    ingress is linear). ``size`` and ``target`` are (height, width); ``channels`` 3 (RGB) or 4 (RGBA, straight alpha).
    ``params``: how to sharpen, by default automatically. Returns sRGB bytes ``(h, w, channels)`` and the report (plain
    data, see report.schema.json). Raises ``ValueError`` with name, rule and value. Cost: the rows are read two to four
    times, and reduced twice where the result is large (``base.KEPT_BYTES``). Memory: the result, the pixels that
    sharpening can push out of range, and some bands.
    """
    for name, value in (("height", size[0]), ("width", size[1])):
        check_number(f"size's {name}", value, 1, LARGEST_SIDE, integer=True)
    _check_side("height", target[0], size[0])
    _check_side("width", target[1], size[1])
    if channels not in (3, 4):
        raise ValueError(f"channels must be 3 or 4; got {channels!r}")
    params, clock = (params or Params()).resolved(), Clock()
    ingress = Ingress(params.input_color_space)
    rows = _CheckedRows(read, size[1], channels, bounded=params.input_color_space == "Srgb")
    with clock.stage("total_us"):
        if params.input_color_space != "Srgb":
            with clock.stage("ingress_us"):
                for top in range(0, size[0], READ):
                    ingress.count(rows(top, min(top + READ, size[0])))
        with clock.stage("resize_us"):
            alpha = channels == 4 and _shows_through(rows, size[0])
        reduction = Reduction(rows, size, target, ingress, alpha=alpha)
        source = None
        if params.diagnostics_level == "Full":
            with clock.stage("base_quality_us"):
                source = source_energy(reduction.source(), size[0], alpha=alpha)
        resized = Resize(reduction, params)
        base = Base(resized.blocks, target, 4 if alpha else 3, params, clock)
        pixels, known = sharpen_automatically(
            base, params, clock, channels=channels, resized=size != target, source=source
        )
        if (
            size == target
            and known["selected_strength"] == 0
            and rows.dtype == np.uint8
            and _untouched(params)
        ):
            # At its own size, unsharpened, a picture is handed back as it came: even the colour below alpha 0.
            for top in range(0, size[0], READ):
                pixels[top : top + READ] = rows(top, min(top + READ, size[0]))
        report = {
            "input_size": {"width": int(size[1]), "height": int(size[0])},
            "output_size": {"width": int(target[1]), "height": int(target[0])},
            "pipeline_mode": params.pipeline_mode,
            "used_staged_shrink": reduction.staged,
            "input_ingress": ingress.report(),
            "resize_strategy_diagnostics": resized.report(),
            **known,
        }
        report["recommendations"] = recommendations(report, params)
        report["explanation"] = explain(report)
    report["timing"] = clock.report()
    return pixels, report


def _shows_through(rows: Rows, height: int) -> bool:
    """Whether any pixel is not fully opaque."""
    for top in range(0, height, READ):
        part = rows(top, min(top + READ, height))
        if (part[..., 3] != (255 if part.dtype == np.uint8 else 1.0)).any():
            return True
    return False


def _untouched(params: Params) -> bool:
    return (
        params.input_color_space == "Srgb"
        and not params.enable_contrast_leveling
        and params.output_clamp == "Clamp"
    )


def resize(
    pixels: NDArray[Any],
    *,
    width: int | None = None,
    height: int | None = None,
    percent: float | None = None,
    params: Params | None = None,
) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    """Make a picture smaller: ``(H, W, 3)`` or ``(H, W, 4)`` (straight alpha), uint8 sRGB or float32.

    See :func:`target_size` for the size and :func:`shrink_rows` for the rest. Returns bytes and report.
    """
    if (
        not isinstance(pixels, np.ndarray)
        or pixels.ndim != 3
        or pixels.shape[2] not in (3, 4)
        or 0 in pixels.shape
    ):
        got = pixels.shape if isinstance(pixels, np.ndarray) else type(pixels).__name__
        raise ValueError(f"pixels must be an array (H, W, 3) or (H, W, 4) with H, W >= 1; got {got}")
    size = pixels.shape[0], pixels.shape[1]
    target = target_size(size, width=width, height=height, percent=percent)
    return shrink_rows(lambda first, last: pixels[first:last], size, target, params, channels=pixels.shape[2])
