"""Parts of Wispcut that do not load, workers that die, storage that is full: said plainly, and mended."""

import re

import pytest
from playwright.sync_api import expect

from testing.photos import pixels


def assert_works_when_tried_again(person) -> None:
    """The page goes on to a cutout of the small photo; its context is closed."""
    person.button("Try again").click()
    person.wait_for_cutout()
    expect(person.alert).to_have_count(0)
    assert pixels(person.save("Download cutout")).shape == (240, 240, 4)
    person.page.context.close()


@pytest.mark.parametrize(
    ("file", "how", "words"),
    [
        (r"scipy[^/]*\.whl$", "missing", r"A part of Wispcut did not load\..*try again"),
        (r"numpy[^/]*\.whl$", "spoilt", r"A part of Wispcut arrived damaged\..*Try again"),
        (r"pyodide\.asm\.wasm$", "cut", r"A part of Wispcut did not load\..*try again"),
        (r"python_stdlib\.zip$", "cut", r"A part of Wispcut did not load\..*try again"),
    ],
)
def test_a_wheel_that_fails_to_load(meet, site, pictures, file, how, words):
    with site.faulty(file, how):
        person = meet(site)
        person.arrive()
        person.use_mask(pictures["small_mask"])
        person.choose(pictures["small"])
        person.says(words)
    assert_works_when_tried_again(person)


def test_a_download_that_stands_still_is_said_and_ends(meet, site, pictures):
    with site.faulty(r"python_stdlib\.zip$", "still"):
        person = meet(site)
        person.arrive()
        person.use_mask(pictures["small_mask"])
        person.choose(pictures["small"])
        person.sees("Nothing has arrived for")
        person.says(r"A part of Wispcut did not load\..*try again")
    assert_works_when_tried_again(person)


def test_an_ai_that_fails_to_load(meet, site, pictures):
    """Somebody new: whoever has begun with the AI before may have stored its files."""
    person = meet(site)
    person.arrive()
    with site.faulty(r"/assets/ai-[^/]*/[0-9a-f]{64}$"):
        person.choose(pictures["small"])
        person.says(r"The AI did not load\..*Check the connection, then try again\.")
        expect(person.button("Try again")).to_be_visible()
    person.use_mask(pictures["small_mask"])
    person.wait_for_cutout()
    expect(person.alert).to_have_count(0)
    person.page.context.close()


def test_a_worker_that_dies_in_mid_job_is_replaced(desk, pictures):
    """What it was doing is done again; the result is the same as without the accident."""
    desk.lay_out(pictures["wide"], pictures["wide_mask"])
    whole = pixels(desk.save("Download cutout"))
    desk.go_home()
    desk.use_mask(pictures["wide_mask"])
    before = len(desk.heard())
    desk.choose(pictures["wide"])
    desk.hears("Looking for hair|Refining hair", after=before)
    refiners = [worker for worker in desk.page.workers if "python.worker" in worker.url]
    assert refiners
    for worker in refiners:
        worker.evaluate("void setTimeout(() => self.close())")
    desk.hears("^Cutout ready", after=before)
    expect(desk.alert).to_have_count(0)
    assert (pixels(desk.save("Download cutout")) == whole).all()


def test_full_storage_is_said_with_what_to_free(visitor, site):
    browser = visitor.page.context.new_cdp_session(visitor.page)
    visitor.page.evaluate("navigator.serviceWorker.ready")
    browser.send("Storage.overrideQuotaForOrigin", {"origin": site.origin, "quotaSize": 12_000_000})
    visitor.button("Make available offline").click()
    visitor.says(r"Storage is full\.\s*Free [\d.,]+\s[MG]B, then continue\.")
    browser.send("Storage.overrideQuotaForOrigin", {"origin": site.origin})
    visitor.button("Continue").click()
    expect(visitor.page.get_by_text(re.compile("Storing Wispcut|Ready offline"))).to_be_visible()
    expect(visitor.alert).to_have_count(0)


def test_a_closed_alert_about_storage_leaves_a_way_to_go_on(visitor, site):
    browser = visitor.page.context.new_cdp_session(visitor.page)
    visitor.page.evaluate("navigator.serviceWorker.ready")
    browser.send("Storage.overrideQuotaForOrigin", {"origin": site.origin, "quotaSize": 12_000_000})
    visitor.button("Make available offline").click()
    visitor.says("Storage is full")
    visitor.button("Close").click()
    expect(visitor.alert).to_have_count(0)
    visitor.sees(re.compile(r"Storage is full\. Free"))
    visitor.button("Continue").click()
    visitor.says("Storage is full")
