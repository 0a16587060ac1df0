"""Every choice of the mesh estimate in one place, checked once."""

from dataclasses import dataclass

from wispcut.backdrop.estimators import LOCATIONS, SCALES, Estimator
from wispcut.backdrop.fill import FALLBACKS
from wispcut.backdrop.interpolation import INTERPOLATIONS
from wispcut.backdrop.mesh_filter import EDGES, RULES
from wispcut.core.checks import check_choice, check_number


@dataclass(frozen=True)
class Options:
    """How to estimate. The defaults are SExtractor's where it has the choice.

    ``tile_size``: pixels, a number or (height, width); larger is smoother and less noisy, and follows less.
    ``kappa``: clip beyond so many spreads; smaller drops more (2 for very crowded or nebulous fields).
    ``rounds``: most clipping rounds; None goes on until nothing changes; 0 does not clip.
    ``clip_spread``: ``std`` or ``mad``, the spread that ``kappa`` counts.
    ``location``, ``scale``: a name (``estimators.LOCATIONS``, ``SCALES``) or a callable of that kind.
    ``filter_size``: odd number of tiles, or a pair; 1 filters nothing; larger removes larger objects and structure.
    ``filter_rule``, ``filter_threshold``: which tiles the filter replaces, and ``filter_edges``: how its window ends
    at the picture's edge; see ``mesh_filter``.
    ``interpolation``: ``spline``, ``sextractor`` (its very spline, for maps that must match), ``bilinear`` or ``idw``.
    ``min_unmasked``: tiles with a smaller fraction of usable pixels get the ``fallback``.
    ``fallback``: ``neighbours`` (inverse distance), ``smooth`` (plane and membrane), or ``all`` (measure the tile
    without its mask; where nothing finite is left, ``neighbours``).
    ``max_samples``: most samples of a tile, taken on a strided grid; 0 takes all. A stride above 1 samples only some
    phases of a Bayer pattern: use 0 on raw mosaics.
    ``refinements``: how often to detect, mask and estimate again; stops early once the mask stays the same.
    ``detect_sigma``: detect beyond so many noise sigmas; smaller masks more.
    ``detect_both``: detect darker objects as well as brighter ones.
    ``dilation``: grow what is detected by so many pixels to all sides.
    """

    tile_size: int | tuple[int, int] = 64
    kappa: float = 3.0
    rounds: int | None = None
    clip_spread: str = "std"
    location: str | Estimator = "sextractor"
    scale: str | Estimator = "std"
    filter_size: int | tuple[int, int] = 3
    filter_rule: str = "all"
    filter_threshold: float = 0.0
    filter_edges: str = "symmetric"
    interpolation: str = "spline"
    min_unmasked: float = 0.3
    fallback: str = "neighbours"
    max_samples: int = 1024
    refinements: int = 0
    detect_sigma: float = 4.0
    detect_both: bool = False
    dilation: int = 3

    def __post_init__(self) -> None:
        """Check every field; errors name the field, its rule and the value."""
        _pair("tile_size", self.tile_size)
        if any(size % 2 == 0 for size in _pair("filter_size", self.filter_size)):
            raise ValueError(f"filter_size must be odd; got {self.filter_size!r}")
        check_number("kappa", self.kappa, 0, 1e6, open_low=True)
        if self.rounds is not None:
            check_number("rounds", self.rounds, 0, 1e6, integer=True)
        check_number("filter_threshold", self.filter_threshold, -1e300, 1e300)
        check_choice("clip_spread", self.clip_spread, ("std", "mad"))
        for name, value, table in (("location", self.location, LOCATIONS), ("scale", self.scale, SCALES)):
            if not callable(value):
                check_choice(name, value, tuple(table))
        check_choice("filter_rule", self.filter_rule, RULES)
        check_choice("filter_edges", self.filter_edges, EDGES)
        check_choice("interpolation", self.interpolation, tuple(INTERPOLATIONS))
        check_number("min_unmasked", self.min_unmasked, 0, 1)
        check_choice("fallback", self.fallback, FALLBACKS)
        check_number("max_samples", self.max_samples, 0, 1e9, integer=True)
        check_number("refinements", self.refinements, 0, 100, integer=True)
        check_number("detect_sigma", self.detect_sigma, 0, 1e6, open_low=True)
        check_number("dilation", self.dilation, 0, 1000, integer=True)

    @property
    def tile(self) -> tuple[int, int]:
        """``tile_size`` as (height, width)."""
        return _pair("tile_size", self.tile_size)

    @property
    def window(self) -> tuple[int, int]:
        """``filter_size`` as (rows, columns) of tiles."""
        return _pair("filter_size", self.filter_size)

    @property
    def locate(self) -> Estimator:
        """The location estimator itself."""
        return self.location if callable(self.location) else LOCATIONS[self.location]

    @property
    def spread(self) -> Estimator:
        """The scale estimator itself."""
        return self.scale if callable(self.scale) else SCALES[self.scale]


def _pair(name: str, value: object) -> tuple[int, int]:
    pair = value if isinstance(value, tuple | list) else (value, value)
    if len(pair) != 2:
        raise ValueError(f"{name} must be a whole number or (height, width); got {value!r}")
    first, second = (int(check_number(name, size, 1, 1e9, integer=True)) for size in pair)
    return first, second
