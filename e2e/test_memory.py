"""Memory stays flat while the list works; `bench/queue_memory.py` does the same with 50 photos and prints more."""

import pytest

from bench.queue_memory import photos, run
from e2e.conftest import SMALL_AI

SIDE = 1000
RGBA = SIDE * SIDE * 4 / 1e6
"""Megabytes of one photo's pixels."""


def test_photos_that_are_done_leave_nothing_behind(meet, host, tmp_path):
    """Not even one buffer of pixels a photo is kept, neither by the page nor by its workers."""
    person = meet(host, settings=SMALL_AI)
    person.arrive()
    _, early, late = run(person, photos(tmp_path, 12, SIDE), [4, 12], say=lambda _: None)
    if early["page"] is None:
        pytest.fail("the browser does not count: the page is not isolated")
    kept = 8 * RGBA * 0.75
    for who in ("page heap", "page", "mask", "codec"):
        assert late[who] - early[who] < kept, (who, early, late)
    # Pythons' heaps never shrink and rise to what the hardest photo needed: there only a bound can be kept
    assert late["python"] - early["python"] < 2 * kept, (early, late)
    assert person.errors == []
    person.page.context.close()
