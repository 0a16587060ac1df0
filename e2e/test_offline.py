"""After "Ready offline" the network may go; what is stored is checked; updates are offered, never forced."""

import hashlib
import json
import os
import re
import shutil

import pytest
from playwright.sync_api import expect

from testing.person import MINUTE, SMALL_AI
from testing.site import Site

READY = re.compile(r"Ready offline\. All \d+ files are stored and checked\.")
PIECE = r"numpy[^/]*\.whl$"
FIRST = r"/assets/ai-[^/]*/[^/]*$"
NEXT = "The next version"
KEYS = "async () => (await (await caches.open('wispcut-files')).keys()).map((request) => request.url)"
SPOIL = """async (url) => {
    const store = await caches.open('wispcut-files');
    const body = new Uint8Array(await (await store.match(url)).arrayBuffer());
    body[body.length >> 1] ^= 255;
    await store.put(url, new Response(body));
}"""


@pytest.fixture(scope="module")
def settled(meet, dist):
    """Somebody who has stored everything, at a site of their own."""
    site = Site(dist)
    person = meet(site, settings=SMALL_AI)
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
        settled.page.evaluate("async (url) => (await caches.open('wispcut-files')).delete(url)", url)
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


def test_a_new_version_is_offered_and_waits(meet, dist, tmp_path):
    """The second version describes itself in other words; the page changes only after Reload."""
    folder = tmp_path / "site"
    shutil.copytree(dist, folder, copy_function=link)
    site = Site(folder)
    person = meet(site)
    try:
        person.arrive()
        description = person.page.locator("meta[name=description]")
        release(folder)
        person.page.reload()
        offer = person.page.get_by_text("A new version is ready. Save your work, then reload.")
        expect(offer).to_be_visible()
        person.button("Later").click()
        person.button("Make available offline").click()
        person.sees("Storing Wispcut")
        expect(offer).to_have_count(0)
        person.page.reload()
        expect(offer).to_be_visible()
        expect(description).not_to_have_attribute("content", NEXT)
        person.button("Reload").click()
        expect(description).to_have_attribute("content", NEXT)
    finally:
        person.page.context.close()
        site.stop()


def test_a_tab_that_did_not_ask_for_the_update_is_told(meet, dist, tmp_path):
    """It is served by the new version from then on; what only its own version has still comes from the host."""
    folder = tmp_path / "site"
    shutil.copytree(dist, folder, copy_function=link)
    (folder / "assets/older.worker-1.js").write_text("// of the older version")
    site = Site(folder)
    person = meet(site)
    try:
        person.arrive()
        other = person.page.context.new_page()
        other.goto(site.address)
        words = other.get_by_text("Wispcut was updated in another tab. Save your work, then reload.")
        release(folder)
        person.page.reload()
        person.button("Reload").click()
        expect(words).to_be_visible()
        expect(person.page.locator("meta[name=description]")).to_have_attribute("content", NEXT)
        expect(person.page.get_by_text("updated in another tab")).to_have_count(0)
        ask = "async (name) => (await fetch(`./assets/${name}.worker-1.js`)).status"
        assert [other.evaluate(ask, name) for name in ("older", "unknown")] == [200, 404]
        other.get_by_role("button", name="Reload", exact=True).click()
        expect(other.locator("meta[name=description]")).to_have_attribute("content", NEXT)
        expect(words).to_have_count(0)
    finally:
        person.page.context.close()
        site.stop()


def link(source: str, target: str) -> None:
    """Large files are shared, not copied."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def release(folder) -> None:
    """Make the next version: another index.html, and a service worker that knows it."""
    page = folder / "index.html"
    old = page.read_bytes()
    new = re.sub(rb'(name="description" content=)"[^"]*"', rb'\1"%s"' % NEXT.encode(), old)
    assert new != old
    for name in ("index.html", "sw.js", "files.json"):
        path = folder / name
        content = path.read_bytes()
        path.unlink()  # a link: the original must stay as it is
        before, after = (hashlib.sha256(text).hexdigest().encode() for text in (old, new))
        path.write_bytes(new if name == "index.html" else content.replace(before, after))
        assert name == "index.html" or after in path.read_bytes()
