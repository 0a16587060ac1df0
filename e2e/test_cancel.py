"""Cancel stops everything within a second, and the page goes on."""

import pytest
from playwright.sync_api import expect

SECOND = 1000


@pytest.mark.parametrize("moment", ["Looking for hair", "Refining hair"])
def test_cancel_while_the_refiner_works(desk, pictures, moment):
    desk.go_home()
    desk.use_mask(pictures["large_mask"])
    before = len(desk.heard())
    desk.choose(pictures["large"])
    desk.hears(moment, after=before)
    desk.button("Cancel").click()
    assert_cancelled(desk, before)
    desk.lay_out(pictures["small"], pictures["small_mask"])


def test_escape_cancels_while_the_ai_loads(desk, pictures):
    before = len(desk.heard())
    desk.button("Use the AI again").click()
    desk.hears("Loading the AI|Finding the subject", after=before)
    desk.page.keyboard.press("Escape")
    assert_cancelled(desk, before)
    desk.use_mask(pictures["small_mask"])
    desk.wait_for_cutout()


def assert_cancelled(desk, before: int) -> None:
    cancelled = desk.hears("^Cancelled", after=before)
    assert cancelled["time"] - desk.page.evaluate("acted") < SECOND
    expect(desk.button("Cancel")).to_have_count(0)
    expect(desk.page.get_by_role("progressbar")).to_have_count(0)
    expect(desk.button("Download cutout")).to_be_disabled()
    expect(desk.button("Download original")).to_be_enabled()


def test_start_again_after_a_cancel(desk, pictures):
    desk.go_home()
    desk.use_mask(pictures["wide_mask"])
    before = len(desk.heard())
    desk.choose(pictures["wide"])
    desk.hears("Looking for hair|Refining hair", after=before)
    desk.button("Cancel").click()
    assert_cancelled(desk, before)
    with desk.something_runs():
        desk.button("Start again").click()
    assert desk.heard()[-1].startswith("Cutout ready")
    expect(desk.button("Download cutout")).to_be_enabled()
