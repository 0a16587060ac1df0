"""A plain host sends no headers: a first visit is loaded once more behind the service worker, and then has threads."""

import pytest
from playwright.sync_api import expect

from testing.person import LAST_WHEEL

LAST_OF_SHELL = r"/icons/[^/]*$"
TAKEN = "() => Boolean(navigator.serviceWorker.controller)"


@pytest.fixture
def newcomer(meet, site):
    """Somebody who has never been here; ``loads`` counts how often the page was loaded."""
    person = meet(site)
    person.loads = []
    person.page.on("domcontentloaded", lambda page: person.loads.append(page.url))
    yield person
    assert person.errors == []
    person.page.context.close()


def warmed_up(person, *, after: int = 0) -> bool:
    """Wait until Python has loaded its last file: the decision for or against a reload is long made. Whether the page
    has threads.
    """
    person.wait_until_loaded(LAST_WHEEL, after=after)
    person.page.wait_for_load_state("domcontentloaded")
    return person.page.evaluate("crossOriginIsolated")


def test_the_first_visit_is_isolated_after_one_reload(newcomer):
    newcomer.page.goto(newcomer.site.address, wait_until="commit")
    assert warmed_up(newcomer)
    assert len(newcomer.loads) == 2
    before = len(newcomer.loaded)
    newcomer.page.goto(newcomer.site.address, wait_until="commit")
    assert warmed_up(newcomer, after=before)
    assert len(newcomer.loads) == 3, "later visits are loaded once"


def test_nothing_is_loaded_before_the_reload_only_to_be_loaded_again(newcomer):
    newcomer.arrive()
    warmed_up(newcomer)
    asked = [path for path in newcomer.site.asked if "/assets/py-" in path]
    assert asked
    assert len(asked) == len(set(asked))


def test_a_photo_that_is_in_already_keeps_its_page(newcomer, pictures):
    with newcomer.site.faulty(LAST_OF_SHELL, "held"):
        newcomer.page.goto(newcomer.site.address)
        newcomer.use_mask(pictures["small_mask"])
        newcomer.choose(pictures["small"])
        expect(newcomer.page.get_by_role("heading", name=pictures["small"].name)).to_be_visible()
        assert not newcomer.page.evaluate(TAKEN)
    newcomer.page.wait_for_function(TAKEN)
    newcomer.wait_for_cutout()
    assert len(newcomer.loads) == 1
    assert not newcomer.page.evaluate("crossOriginIsolated"), "slower, but it works"


def test_a_pressed_button_keeps_its_page(newcomer):
    with newcomer.site.faulty(LAST_OF_SHELL, "held"):
        newcomer.page.goto(newcomer.site.address)
        newcomer.button("About").click()
    newcomer.page.wait_for_function(TAKEN)
    assert not warmed_up(newcomer)
    expect(newcomer.page.get_by_role("dialog")).to_be_visible()
    assert len(newcomer.loads) == 1


def test_a_browser_that_forgets_the_service_worker_does_not_reload_for_ever(newcomer):
    newcomer.arrive()
    newcomer.page.evaluate("navigator.serviceWorker.getRegistration().then((known) => known.unregister())")
    newcomer.page.goto("about:blank")
    newcomer.loads.clear()
    before = len(newcomer.loaded)
    newcomer.page.goto(newcomer.site.address, wait_until="commit")
    assert not warmed_up(newcomer, after=before)
    newcomer.page.wait_for_function(TAKEN)
    assert len(newcomer.loads) == 1
