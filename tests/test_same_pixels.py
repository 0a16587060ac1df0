"""The stored cutouts come out again, on every machine and in Pyodide, but for roundings."""

import numpy as np
import pytest

from testing import same_pixels

STORED = same_pixels.stored()


@pytest.mark.parametrize("case", same_pixels.CASES, ids=" ".join)
def test_the_stored_pixels_come_out_again(case):
    """As for another tiling: 1/255 on 99.9 % of the values, 3/255 everywhere."""
    now = same_pixels.cutout(*case)
    apart = np.abs(now.astype(int) - STORED[case])
    apart[..., :3] *= (now[..., 3:] > 0) & (
        STORED[case][..., 3:] > 0
    )  # no colour on one side is an alpha's matter
    assert apart.max() <= 3 and np.mean(apart > 1) <= 0.001, (
        f"{case}: up to {apart.max()}/255 apart, {np.count_nonzero(apart > 1)} values by more than 1; if this is "
        "wanted, say so in the change log and run: python -m testing.same_pixels"
    )
