"""Work in progress stays on the device: it is offered after a reload or a crash, and forgotten when it is closed."""

import numpy
import pytest
from playwright.sync_api import expect

from testing.photos import pixels

ENTRIES = """() => new Promise((done) => {
    const request = indexedDB.open('wispcut-work ' + new URL('./', document.baseURI).pathname);
    request.onsuccess = () => {
        const store = request.result.transaction('work').objectStore('work');
        store.getAllKeys().onsuccess = (event) => { request.result.close(); done(event.target.result.map(String)); };
    };
})"""
"""The keys of all that is kept."""
VALUES = """() => new Promise((done) => {
    const request = indexedDB.open('wispcut-work ' + new URL('./', document.baseURI).pathname);
    request.onsuccess = () => {
        const store = request.result.transaction('work').objectStore('work');
        store.getAll(IDBKeyRange.bound('', '\\uffff')).onsuccess = (event) => {
            request.result.close();
            done(JSON.stringify(event.target.result));
        };
    };
})"""
"""What is kept beside the files: documents with their settings."""
BREAK = """() => new Promise((done) => {
    const request = indexedDB.open('wispcut-work ' + new URL('./', document.baseURI).pathname);
    request.onsuccess = () => {
        const change = request.result.transaction('work', 'readwrite');
        const store = change.objectStore('work');
        store.getAllKeys().onsuccess = ({ target }) => {
            for (const key of target.result) if (Array.isArray(key)) store.delete(key);
        };
        change.oncomplete = () => { request.result.close(); done(); };
    };
})"""
"""A browser that has thrown out the files and left the list of them."""
NOTE_WHAT_IS_FOUND = """(() => {
    // `found`: how much work the page finds at its start; `refused`: how much of it another tab has open.
    globalThis.refused = 0;
    const { getAll } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.getAll = function (...given) {
        const request = getAll.apply(this, given);
        request.addEventListener('success', () => (globalThis.found ??= request.result.length));
        return request;
    };
    const { request } = LockManager.prototype;
    LockManager.prototype.request = function (name, options, take) {
        return request.call(this, name, options, (lock) => {
            if (!lock) globalThis.refused += 1;
            return take(lock);
        });
    };
})()"""
"""For the start of a page: tells from outside that it has looked for work, though it then offers none."""


@pytest.fixture
def person(meet, site):
    """Somebody whose page has no service worker: nothing but what is kept survives a reload."""
    somebody = meet(site, service_workers="block")
    somebody.arrive()
    yield somebody
    assert somebody.errors == []
    somebody.page.context.close()


def kept(person) -> list[str]:
    return person.page.evaluate(ENTRIES)


def kept_names(person) -> set[str]:
    return {key.split(",")[1] for key in kept(person) if "," in key}


def waits_until_kept(person, *names: str) -> None:
    assert person.eventually(lambda: kept_names(person) == set(names)), kept(person)


def offer(page):
    return page.get_by_text("You left off with")


def is_not_offered_anything(page, found: int) -> None:
    """The page has looked and has found so much work, all of it open in another tab; it offers none of it."""
    page.wait_for_function("([found]) => globalThis.found === found && refused === found", arg=[found])
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(offer(page)).to_have_count(0)


def begin(person, pictures) -> None:
    person.use_mask(pictures["small_mask"])
    person.choose(pictures["small"])
    person.wait_for_cutout()


def test_a_reload_loses_nothing_and_closing_forgets(person, pictures):
    begin(person, pictures)
    person.pick("White")
    before = pixels(person.save("Download cutout"))
    waits_until_kept(person, "photo", "mask")
    assert person.eventually(lambda: "white" in person.page.evaluate(VALUES))
    person.page.reload()
    expect(offer(person.page)).to_contain_text(pictures["small"].name)
    person.button("Continue").click()
    person.wait_for_cutout()
    expect(person.radio("White")).to_be_checked()
    assert numpy.array_equal(pixels(person.save("Download cutout")), before)

    # In mid-job, before anything is ready; another tab is not offered what is open here.
    person.page.reload()
    person.button("Continue").click()
    expect(person.page.get_by_role("heading", name=pictures["small"].name)).to_be_visible()
    other = person.page.context.new_page()
    other.add_init_script(NOTE_WHAT_IS_FOUND)
    other.goto(person.site.address)
    expect(other.get_by_role("heading", name="Drop a photo.")).to_be_visible()
    is_not_offered_anything(other, found=1)
    person.page.reload()
    expect(offer(person.page)).to_be_visible()
    other.close()

    # One that is closed is forgotten.
    person.button("Continue").click()
    person.wait_for_cutout()
    person.go_home()
    assert person.eventually(lambda: kept(person) == [])
    person.page.add_init_script(NOTE_WHAT_IS_FOUND)
    person.page.reload()
    expect(person.page.get_by_role("heading", name="Drop a photo.")).to_be_visible()
    is_not_offered_anything(person.page, found=0)


def test_forget_and_not_keeping(person, pictures):
    begin(person, pictures)
    waits_until_kept(person, "photo", "mask")
    person.page.reload()
    person.button("Forget").click()
    expect(offer(person.page)).to_have_count(0)
    assert person.eventually(lambda: kept(person) == [])
    person.button("About").click()
    person.checkbox("Keep open photos until I close them").uncheck()
    person.button("Close").click()
    begin(person, pictures)
    person.page.add_init_script(NOTE_WHAT_IS_FOUND)
    person.page.reload()  # a page that is left stores at once what it has not stored yet
    expect(person.page.get_by_role("heading", name="Drop a photo.")).to_be_visible()
    is_not_offered_anything(person.page, found=0)


def test_a_list_comes_back_with_what_was_done(person, pictures):
    person.choose(pictures["small"], pictures["wide"])
    assert person.eventually(lambda: {"photo 1", "photo 2"} <= kept_names(person)), kept(person)
    person.page.reload()
    expect(offer(person.page)).to_contain_text("2 photos")
    person.button("Continue").click()
    expect(
        person.page.get_by_role("heading", name="Photos (2)").or_(person.page.get_by_text("2 photos")).first
    ).to_be_attached()
    expect(person.button(f"Remove {pictures['wide'].name}")).to_be_visible()


def test_no_room_is_said_once_and_everything_goes_on(person, pictures):
    devtools = person.page.context.new_cdp_session(person.page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": person.site.origin, "quotaSize": 1})
    begin(person, pictures)
    person.sees("There is no room to keep this")
    assert pixels(person.save("Download cutout")).shape == (240, 240, 4)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": person.site.origin})
    person.pick("Black")  # there is room again: the next change is kept
    waits_until_kept(person, "photo", "mask")

    # What the browser has thrown out in part is said, and costs nothing else.
    person.page.evaluate(BREAK)
    person.page.reload()
    person.button("Continue").click()
    person.sees("The browser has deleted what was kept.")
    assert person.eventually(lambda: kept(person) == [])
    begin(person, pictures)


def test_a_frozen_tab_and_a_clock_that_jumps(person, pictures):
    person.use_mask(pictures["small_mask"])
    devtools = person.page.context.new_cdp_session(person.page)
    person.choose(pictures["small"])
    for state in ("frozen", "active"):
        devtools.send("Page.setWebLifecycleState", {"state": state})
    for days in (400, -400):
        person.page.evaluate(
            "days => { const now = Date.now; Date.now = () => now() + days * 86_400_000; }", days
        )
    person.wait_for_cutout()
    waits_until_kept(person, "photo", "mask")
    person.page.reload()
    expect(offer(person.page)).to_be_visible()
