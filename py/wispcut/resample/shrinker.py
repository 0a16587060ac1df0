"""The public entry: a whole picture at once, or stripe by stripe.

    shrinker = Shrinker((4000, 6000), target_size((4000, 6000), width=1600), settings)
    for rows in stripes:
        shrinker.add_rows(rows)
    pixels, report = shrinker.finish()

The result does not depend on how the rows were cut.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut.checks import check_number
from wispcut.resample.auto_sharpness import sharpen_automatically
from wispcut.resample.downscale import Reducer, Size
from wispcut.resample.explain import explain
from wispcut.resample.ingress import Ingress
from wispcut.resample.params import params_from
from wispcut.resample.quality import SourceEnergy
from wispcut.resample.recommend import recommendations
from wispcut.resample.resize_strategy import at_target
from wispcut.resample.timing import Clock

LARGEST_SIDE = 65_535
_STRIPE = 256


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


class Shrinker:
    """Makes a picture smaller while its rows arrive.

    ``size`` and ``target`` are (height, width); ``channels`` 3 (RGB) or 4 (RGBA, straight alpha). ``settings`` are
    those of all sections, possibly partial; only ``resize`` is read. Raises ``ValueError`` / ``SettingsError`` with
    knob, range and value. Memory: the reduced picture and one block of rows, see ``downscale``.
    """

    def __init__(
        self, size: Size, target: Size, settings: Mapping[str, Any] | None = None, *, channels: int = 4
    ):
        for name, value in (("height", size[0]), ("width", size[1])):
            check_number(f"size's {name}", value, 1, LARGEST_SIDE, integer=True)
        _check_side("height", target[0], size[0])
        _check_side("width", target[1], size[1])
        if channels not in (3, 4):
            raise ValueError(f"channels must be 3 or 4; got {channels!r}")
        self.size, self.target, self.channels = size, target, channels
        self.params = params_from(settings).resolved()
        self._clock = Clock()
        self._dtype: np.dtype | None = None
        self._ingress = Ingress(self.params.input_color_space)
        self._reducer = Reducer(size, target, channels, self.params.kernels, self._ingress)
        full = self.params.diagnostics_level == "Full"
        self._source = SourceEnergy(size[0], self._ingress) if full else None
        # At its own size, unsharpened, a picture is handed back as it came: even the colour below alpha 0.
        self._same = np.empty((*size, channels), np.uint8) if size == target else None

    def add_rows(self, rows: NDArray) -> None:
        """Take the next rows ``(n, W, C)`` from the top: uint8, or float32 (in [0, 1] unless the ingress is linear)."""
        self._check_rows(rows)
        with self._clock.stage("total_us"):
            if self._same is not None and rows.dtype == np.uint8:
                seen = self._reducer.seen
                self._same[seen : seen + rows.shape[0]] = rows
            elif self._same is not None:
                self._same = None
            with self._clock.stage("resize_us"):
                self._reducer.add(rows)
            if self._source is not None:
                with self._clock.stage("base_quality_us"):
                    self._source.feed(rows)

    def _check_rows(self, rows: NDArray) -> None:
        if not isinstance(rows, np.ndarray) or rows.dtype not in (np.uint8, np.float32):
            kind = rows.dtype if isinstance(rows, np.ndarray) else type(rows).__name__
            raise TypeError(f"rows must be a numpy array of uint8 or float32; got {kind}")
        if self._dtype not in (None, rows.dtype):
            raise TypeError(f"rows must keep the dtype of the first ones, {self._dtype}; got {rows.dtype}")
        self._dtype = rows.dtype
        left = self.size[0] - self._reducer.seen
        if (
            rows.ndim != 3
            or rows.shape[1:] != (self.size[1], self.channels)
            or not 1 <= rows.shape[0] <= left
        ):
            raise ValueError(
                f"rows must have shape (n, {self.size[1]}, {self.channels}) with n from 1 to {left}; got {rows.shape}"
            )
        if rows.dtype == np.float32:
            low, high = float(rows.min()), float(rows.max())
            if not (np.isfinite(low) and np.isfinite(high)):
                raise ValueError(f"rows must be finite; got values from {low:g} to {high:g}")
            bounded = rows if self._ingress.color_space == "Srgb" else rows[..., 3:]
            if bounded.size and not (float(bounded.min()) >= 0 and float(bounded.max()) <= 1):
                raise ValueError(f"rows must lie in [0, 1]; got values from {low:g} to {high:g}")

    def finish(self) -> tuple[NDArray[np.uint8], dict[str, Any]]:
        """The small picture as sRGB bytes ``(h, w, 3 or 4)`` and the report (plain data, see report.schema.json)."""
        if not self._reducer.done:
            raise ValueError(f"rows must all be added first; {self.size[0] - self._reducer.seen} are missing")
        clock = self._clock
        with clock.stage("total_us"):
            with clock.stage("resize_us"):
                planes, strategy = at_target(self._reducer, self.params)
                staged = self._reducer.staged
                self._reducer.release()
            if self._ingress.color_space != "Srgb":
                with clock.stage("ingress_us"):
                    planes[:3] *= np.float32(self._ingress.scale)
            pixels, known = sharpen_automatically(
                planes, self.params, clock, resized=self.size != self.target, source=self._source
            )
            if self._same is not None and known["selected_strength"] == 0 and self._untouched():
                pixels = self._same
            elif self.channels == 4 and pixels.shape[2] == 3:
                pixels = np.concatenate([pixels, np.full((*self.target, 1), 255, np.uint8)], axis=2)
            report = {
                "input_size": {"width": int(self.size[1]), "height": int(self.size[0])},
                "output_size": {"width": int(self.target[1]), "height": int(self.target[0])},
                "pipeline_mode": self.params.pipeline_mode,
                "used_staged_shrink": staged,
                "input_ingress": self._ingress.report(),
                "resize_strategy_diagnostics": strategy,
                **known,
            }
            report["recommendations"] = recommendations(report, self.params)
            report["explanation"] = explain(report)
        report["timing"] = clock.report()
        return pixels, report

    def _untouched(self) -> bool:
        params = self.params
        return (
            params.input_color_space == "Srgb"
            and not params.enable_contrast_leveling
            and params.output_clamp == "Clamp"
        )


def resize(
    pixels: NDArray,
    *,
    width: int | None = None,
    height: int | None = None,
    percent: float | None = None,
    settings: Mapping[str, Any] | None = None,
) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    """Make a picture smaller: ``(H, W, 3)`` or ``(H, W, 4)`` (straight alpha), uint8 sRGB or float32.

    See :func:`target_size` for the size and :class:`Shrinker` for the rest. Returns bytes and report.
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
    shrinker = Shrinker(size, target, settings, channels=pixels.shape[2])
    for top in range(0, size[0], _STRIPE):  # what is held back of a stripe is copied: keep that small
        shrinker.add_rows(pixels[top : top + _STRIPE])
    return shrinker.finish()
