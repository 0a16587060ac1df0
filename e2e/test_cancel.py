"""Cancel stops everything within a second, the workers too, and the page goes on."""

import pytest
from playwright.sync_api import expect

from testing.person import with_cores

SECOND = 1000
SEND_PULSE = """() => {
    const channel = new BroadcastChannel('pulse');
    setInterval(() => channel.postMessage(0), 50);
}"""
HEAR_PULSE = """() => {
    globalThis.pulse = globalThis.computed = performance.now();
    new BroadcastChannel('pulse').onmessage = () => {
        const now = performance.now();
        if (now - pulse > 400) computed = now; // the end of a silence: something was computed until now
        globalThis.pulse = now;
    };
}"""
COMPUTES = "() => performance.now() - pulse > 400"
RESTS = "() => performance.now() - pulse < 400 && performance.now() - computed > 1000"


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


@pytest.fixture(scope="module")
def single(meet, host, pictures):
    """A page with one Python worker; the worker sends a pulse as long as it does not compute."""
    person = meet(host, settings={"matting": {"quality": "best"}})
    person.page.add_init_script(with_cores(1))
    person.arrive()
    person.lay_out(pictures["small"], pictures["small_mask"])
    person.page.evaluate(HEAR_PULSE)
    yield person
    assert person.errors == []
    person.page.context.close()


@pytest.mark.parametrize("cancel", [False, True])
def test_a_cancel_stops_python_too(single, pictures, cancel):
    """Without a cancel it computes on: else its rest would prove nothing."""
    single.go_home()
    single.use_mask(pictures["large_mask"])
    (worker,) = single.python_workers
    worker.evaluate(SEND_PULSE)
    single.choose(pictures["large"])
    single.page.wait_for_function(COMPUTES)
    began = single.page.evaluate("performance.now()")
    if cancel:
        single.button("Cancel").click()
    assert single.eventually(lambda: worker not in single.page.workers or single.page.evaluate(RESTS), 240)
    ended = "computed" if worker in single.page.workers else "performance.now()"
    more = single.page.evaluate(ended) - began
    assert (more < SECOND) == cancel, f"Python computed for {more:.0f} ms more"
    if not cancel:
        single.wait_for_cutout()
