"""After "Ready offline" the network may go; what is stored is checked; updates are offered, never forced."""

import json
import re

import pytest
from playwright.sync_api import expect

from testing.person import MINUTE, SMALL_AI
from testing.site import Site

READY = re.compile(r"Ready offline\. All \d+ files are stored and checked\.")
PIECE = r"numpy[^/]*\.whl$"
FIRST = r"/assets/ai-[^/]*/[^/]*$"
STORE = "caches.open('wispcut-files ' + new URL('./', document.baseURI).pathname)"
KEYS = f"""async () => (await (await {STORE}).keys()).map(({{ url }}) => url)
    .filter((url) => url.includes('/stored/'))"""
FORGET = f"async (url) => (await {STORE}).delete(url)"
SPOIL = """async (url) => {
    const store = await STORE;
    const body = new Uint8Array(await (await store.match(url)).arrayBuffer());
    body[body.length >> 1] ^= 255;
    await store.put(url, new Response(body));
}""".replace("STORE", STORE)


@pytest.fixture(scope="module")
def settled(meet, dist):
    """Somebody who has stored everything, at a site of their own, and never answers the browser's question."""
    site = Site(dist)
    person = meet(site, settings=SMALL_AI)
    person.page.add_init_script("StorageManager.prototype.persist = () => new Promise(() => {})")
    person.arrive()
    store(person)
    yield person
    person.page.context.close()
    site.stop()


def store(person, button="Make available offline") -> None:
    person.button(button).click()
    expect(person.page.get_by_text(READY)).to_be_visible(timeout=5 * MINUTE)


def test_the_same_cutout_without_a_network(settled, pictures):
    settled.choose(pictures["astronaut"])
    settled.wait_for_cutout()
    online = settled.save("Download cutout").read_bytes()
    with settled.site.off():
        settled.arrive()
        expect(settled.page.get_by_text(READY)).to_be_visible()
        settled.choose(pictures["astronaut"])
        settled.wait_for_cutout()
        offline = settled.save("Download cutout").read_bytes()
        assert offline == online
    settled.arrive()


def hash_of(dist, pattern: str) -> str:
    listed = json.loads((dist / "files.json").read_text())
    return next(
        file["sha256"] for file in listed["assets"] + listed["shell"] if re.search(pattern, file["path"])
    )


@pytest.mark.parametrize("harm", ["missing", "spoilt"])
def test_a_piece_that_was_lost_is_found_at_start_and_fetched_again(settled, dist, harm):
    name = hash_of(dist, PIECE)
    (url,) = (url for url in settled.page.evaluate(KEYS) if url.endswith(name))
    if harm == "missing":
        settled.page.evaluate(FORGET, url)
    else:
        settled.page.evaluate(SPOIL, url)
    # No Python may start meanwhile and fetch the piece by itself.
    with settled.site.faulty(PIECE):
        settled.arrive()
        settled.sees("Some stored files are missing or damaged.")
        expect(settled.page.get_by_text(READY)).to_have_count(0)
    store(settled, "Fetch them again")


def test_ready_is_never_said_while_a_piece_arrives_spoilt(visitor, site):
    with site.faulty(FIRST, "spoilt"):
        visitor.button("Make available offline").click()
        visitor.sees("Some stored files are missing or damaged.")
        expect(visitor.page.get_by_text(READY)).to_have_count(0)
    visitor.button("Fetch them again").click()
    visitor.sees("Storing Wispcut")
    expect(visitor.page.get_by_text("Some stored files are missing or damaged.")).to_have_count(0)


def test_storing_can_be_paused_and_goes_on_where_it_was(visitor, site):
    visitor.button("Make available offline").click()
    visitor.button("Pause").click()
    visitor.sees("Storing is paused at")
    kept = len(visitor.page.evaluate(KEYS))
    site.asked.clear()
    store(visitor, "Continue")
    total = len(visitor.page.evaluate(KEYS))
    asked = {path for path in site.asked if "/assets/" in path}
    assert len(asked) <= total - kept + 2, "what was stored is not fetched again"
