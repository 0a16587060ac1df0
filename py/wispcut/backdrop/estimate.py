"""The public entry: background and noise of any 2-D or multi-channel picture, estimated on a mesh of tiles.

The method is SExtractor's (Bertin & Arnouts 1996, A&AS 117, 393): sigma-clipped statistics in tiles, a median filter on
the mesh, a natural bicubic spline between the tile centres; with masks, weights, other estimators and detection with
re-estimation added.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut.backdrop.grid import TileGrid
from wispcut.backdrop.interpolation import INTERPOLATIONS
from wispcut.backdrop.mesh import NothingToMeasure, measure_meshes
from wispcut.backdrop.options import Options
from wispcut.backdrop.refine import detect

Floats = NDArray[np.floating]
Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Backdrop:
    """The estimate. Meshes are ``(ny, nx)``, or ``(ny, nx, C)`` for a picture with channels; maps are made on demand.

    ``mesh`` and ``mesh_noise``: background and noise sigma of each tile, in the picture's unit (with weights: the
    noise of a pixel of weight 1). ``ys``, ``xs``: tile centres in pixels. ``counts``: samples left after clipping, 0
    where a tile could not be measured. ``unmasked``: fraction of usable samples before clipping. ``filled``: tiles
    with fewer than ``min_unmasked``, which got the fall-back. ``level``, ``level_noise``: medians of the meshes, one
    number or ``(C,)``. ``objects``: what the refinement detected and masked, ``(H, W)`` or None. ``rounds``: the
    refinements done.
    """

    shape: tuple[int, ...]
    dtype: np.dtype
    options: Options
    ys: Doubles
    xs: Doubles
    mesh: Doubles
    mesh_noise: Doubles
    counts: NDArray[np.intp]
    unmasked: Doubles
    filled: NDArray[np.bool_]
    objects: NDArray[np.bool_] | None = None
    rounds: int = 0
    weights: Floats | None = field(default=None, repr=False)

    @property
    def level(self) -> Any:
        """Median of the background mesh: one number, or one a channel."""
        return np.median(self.mesh, axis=(0, 1))

    @property
    def level_noise(self) -> Any:
        """Median of the noise mesh: one number, or one a channel."""
        return np.median(self.mesh_noise, axis=(0, 1))

    @cached_property
    def background(self) -> Floats:
        """Background map of the picture's shape and dtype; made at the first use, then kept."""
        return self.background_at(np.arange(self.shape[0]), np.arange(self.shape[1]))

    @cached_property
    def noise(self) -> Floats:
        """Noise sigma map of the picture's shape and dtype; made at the first use, then kept.

        With weights it is divided by their square root: infinite where the weight is 0, for nothing is known there.
        """
        noise = self.noise_at(np.arange(self.shape[0]), np.arange(self.shape[1]))
        if self.weights is None:
            return noise
        with np.errstate(divide="ignore", over="ignore"):
            scale = 1 / np.sqrt(self.weights)
        scale = scale if noise.ndim == 2 else scale[..., None]
        noisy = np.where(noise > 0, noise, np.finfo(noise.dtype).tiny) * scale
        return np.where(np.isinf(scale), np.inf, np.where(noise > 0, noisy, 0)).astype(noise.dtype)

    def background_at(self, rows: Any, columns: Any) -> Floats:
        """Background at rising pixel coordinates, whole or not: ``(len(rows), len(columns)[, C])``."""
        return _evaluate(self.mesh, self, rows, columns)

    def noise_at(self, rows: Any, columns: Any) -> Floats:
        """Noise sigma (of a pixel of weight 1) at rising pixel coordinates.

        Where the spline swings low it is held at half of the quietest tile's noise, so that it stays positive.
        """
        noise = _evaluate(self.mesh_noise, self, rows, columns)
        floor = self.mesh_noise.min(axis=(0, 1)) / 2
        result: Floats = np.maximum(noise, floor.astype(self.dtype), out=noise)
        return result


def estimate(
    image: Floats,
    *,
    mask: NDArray[np.bool_] | None = None,
    weights: Floats | None = None,
    variance: Floats | None = None,
    options: Options | None = None,
    **choices: Any,
) -> Backdrop:
    """Estimate background and noise of ``image``, ``(H, W)`` or ``(H, W, C)`` float32 or float64 of any range.

    ``mask`` ``(H, W)``: True where a pixel must not count (objects, defects). NaN and infinities count as masked too.
    ``weights`` ``(H, W)``: inverse variance up to a factor, >= 0, 0 masks; or ``variance`` ``(H, W)``: > 0, infinite
    masks. ``choices`` are the fields of :class:`wispcut.backdrop.options.Options` (or pass ``options``): tile size,
    clipping, estimators, filter, interpolation, fall-back, sampling, refinement. Channels are measured one by one;
    detection uses all of them.

    Raises ``TypeError`` or ``ValueError`` naming the argument; ``ValueError`` also where no tile has enough usable
    pixels (all masked, all NaN). A tile larger than the picture is the picture; one pixel has noise 0.
    Cost at the defaults: about a quarter of the pixels are sorted in rows of at most 1024.

    >>> image = np.full((130, 70), 7.0, np.float32)
    >>> backdrop = estimate(image, tile_size=32)
    >>> backdrop.mesh.shape, float(backdrop.background[129, 69]), float(backdrop.level_noise)
    ((5, 3), 7.0, 0.0)
    """
    image = _checked("image", image, (2, 3))
    plane_shape = image.shape[:2]
    options = _checked_options(options, choices)
    if mask is not None:
        if not isinstance(mask, np.ndarray) or mask.dtype != np.bool_:
            raise TypeError(
                f"mask must be a numpy array of bool; got {getattr(mask, 'dtype', type(mask).__name__)}"
            )
        if mask.shape != plane_shape:
            raise ValueError(f"mask must have shape {plane_shape}; got {mask.shape}")
    weights = _checked_weights(weights, variance, plane_shape)

    backdrop = _measure(image, mask, weights, options)
    for done in range(1, options.refinements + 1):
        objects = detect(image, backdrop.background, backdrop.noise, options)
        if backdrop.objects is not None and np.array_equal(objects, backdrop.objects):
            break
        masked = objects if mask is None else objects | mask
        try:
            backdrop = _measure(image, masked, weights, options, objects, done)
        except NothingToMeasure:  # a picture without noise is all objects: the round before stands
            break
    return backdrop


def _measure(
    image: Floats,
    mask: NDArray[np.bool_] | None,
    weights: Floats | None,
    options: Options,
    objects: NDArray[np.bool_] | None = None,
    rounds: int = 0,
) -> Backdrop:
    grid = TileGrid((image.shape[0], image.shape[1]), options.tile, options.max_samples)
    planes = image[..., None] if image.ndim == 2 else image
    meshes = measure_meshes(planes, mask, weights, grid, options)

    def join(name: str) -> Any:
        values = [getattr(mesh, name) for mesh in meshes]
        return values[0] if image.ndim == 2 else np.stack(values, axis=-1)

    return Backdrop(
        shape=image.shape,
        dtype=image.dtype,
        options=options,
        ys=grid.centres(0),
        xs=grid.centres(1),
        mesh=join("level"),
        mesh_noise=join("noise"),
        counts=join("counts"),
        unmasked=join("unmasked"),
        filled=join("filled"),
        objects=objects,
        rounds=rounds,
        weights=weights,
    )


def _evaluate(mesh: Doubles, backdrop: Backdrop, rows: Any, columns: Any) -> Floats:
    interpolate = INTERPOLATIONS[backdrop.options.interpolation]
    rows, columns = np.asarray(rows, np.float64), np.asarray(columns, np.float64)
    if mesh.ndim == 2:
        return interpolate(mesh, backdrop.ys, backdrop.xs, rows, columns, backdrop.dtype)
    out = np.empty((len(rows), len(columns), mesh.shape[2]), backdrop.dtype)
    for c in range(mesh.shape[2]):
        out[..., c] = interpolate(mesh[..., c], backdrop.ys, backdrop.xs, rows, columns, backdrop.dtype)
    return out


def _checked(name: str, value: object, dimensions: tuple[int, ...]) -> Floats:
    if not isinstance(value, np.ndarray):
        raise TypeError(f"{name} must be a numpy array; got {type(value).__name__}")
    if value.dtype.kind != "f" or value.dtype.itemsize not in (4, 8):
        raise TypeError(f"{name} must have dtype float32 or float64; got {value.dtype}")
    if value.ndim not in dimensions or 0 in value.shape:
        wanted = " or ".join("(H, W)" if d == 2 else "(H, W, C)" for d in dimensions)
        raise ValueError(f"{name} must have shape {wanted} with no side 0; got {value.shape}")
    return value.astype(value.dtype.newbyteorder("="), copy=False)  # FITS files hold big-endian numbers


def _checked_options(options: Options | None, choices: dict[str, Any]) -> Options:
    if options is None:
        return Options(**choices)
    if choices:
        raise TypeError(f"give either options or single choices; got options and {', '.join(choices)}")
    return options


def _checked_weights(weights: object, variance: object, shape: tuple[int, ...]) -> Floats | None:
    name, value = ("weights", weights) if weights is not None else ("variance", variance)
    if value is None:
        return None
    if weights is not None and variance is not None:
        raise TypeError("give either weights or variance, not both")
    array = _checked(name, value, (2,))
    if array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}; got {array.shape}")
    low = array.min()  # NaN propagates
    if name == "variance":
        if not low > 0:
            raise ValueError(f"variance must be above 0 everywhere; its least value is {low:g}")
        return 1 / array
    if not (low >= 0 and np.isfinite(array.max())):
        raise ValueError(f"weights must be finite and >= 0; got values from {low:g} to {array.max():g}")
    return array
