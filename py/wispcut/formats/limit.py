"""A file within a number of kilobytes: the highest quality that fits is found by halving."""

from collections.abc import Callable

from wispcut.core.errors import WispcutError

LOWEST = 30
"""No lower quality is tried than this, or than the one that is asked for: below it a photo falls into blocks."""


def within(make: Callable[[int], bytes], quality: int, max_kb: int, kind: str) -> bytes:
    """What ``make(quality)`` gives at the highest quality up to ``quality`` whose bytes fit into ``max_kb`` kB.

    A kilobyte is 1000 bytes; 0 is no limit. ``kind``: of the file; only a JPEG has a quality. Raises
    ``WispcutError("file_large")``. Cost: one encoding, or up to eight where the first is too large.
    """
    data = make(quality)
    limit = 1000 * max_kb
    if not max_kb or len(data) <= limit:
        return data
    low, high = min(LOWEST, quality), quality - 1
    fits: bytes | None = None
    while kind == "JPEG" and low <= high:
        middle = (low + high) // 2  # the lowest of all is tried before nothing fits
        data = make(middle)
        if len(data) <= limit:
            fits, low = data, middle + 1
        else:
            high = middle - 1
    if fits is not None:
        return fits
    advice = (
        "Choose a smaller export.long_side" if kind == "JPEG" else "Choose JPEG, a smaller export.long_side"
    )
    raise WispcutError(
        "file_large",
        f"The {kind} has {-(-len(data) // 1000)} kB; export.max_kb allows {max_kb}. "
        f"{advice} or a larger export.max_kb.",
    )
