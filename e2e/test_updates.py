"""Updates are offered, never forced, and none takes away what worked without a network before it."""

import hashlib
import json
import os
import re
import shutil

import pytest
from playwright.sync_api import expect

from e2e.test_offline import FORGET, KEYS, READY, store
from testing.person import SMALL_AI
from testing.site import Site

NEXT = "The next version"
ASSET = "assets/only-in-this-version.js"
"""A small file that each version has with other content and another name."""
UPDATE = "navigator.serviceWorker.getRegistration().then((known) => known.update())"
WAITING = "navigator.serviceWorker.getRegistration().then((known) => Boolean(known.waiting))"
INSTALLING = "navigator.serviceWorker.getRegistration().then((known) => Boolean(known.installing))"


@pytest.fixture
def folder(dist, tmp_path):
    """A copy of the site that may be released anew, without the AI: nobody cuts out here, and storing takes seconds."""
    copy = tmp_path / "site"
    shutil.copytree(dist, copy, copy_function=link)
    for name in ("sw.js", "files.json"):
        entry = r'\{"?path"?:["`]assets/ai-[^{}]*\},'
        less, count = re.subn(entry, "", (copy / name).read_text())
        assert count > 10
        replace(copy / name, less.encode())
    return copy


@pytest.fixture
def reader(meet, folder):
    """Somebody on the page of a site of their own, where nothing is stored but the shell."""
    site = Site(folder)
    person = meet(site, settings=SMALL_AI)
    person.arrive()
    yield person
    person.page.context.close()
    site.stop()


@pytest.fixture
def owner(reader):
    """Somebody who has stored everything."""
    store(reader)
    return reader


def version(page) -> str:
    return page.locator("meta[name=description]").get_attribute("content")


def look_for_updates(person) -> None:
    """Let the browser look for a new version; wait until it is there and waits to take over."""
    person.page.evaluate(UPDATE)
    assert person.eventually(lambda: person.page.evaluate(WAITING))


def close_all_and_come_back(person) -> None:
    """Close every tab, wait until no version waits for that any more, and open the page anew."""
    context = person.page.context
    person.page = context.new_page()
    for page in context.pages[:-1]:
        page.close()
    versions: dict[str, str] = {}
    devtools = context.new_cdp_session(person.page)
    devtools.on(
        "ServiceWorker.workerVersionUpdated",
        lambda told: versions.update({each["versionId"]: each["status"] for each in told["versions"]}),
    )
    devtools.send("ServiceWorker.enable")
    ended = {"activated", "redundant"}
    assert person.eventually(lambda: versions and ended.issuperset(versions.values())), versions
    response = person.page.goto(person.site.address)
    assert response.status == 200
    expect(person.photo_input).to_be_attached()


def stored(person, folder) -> bool:
    """Whether every file of the version that this folder holds is there."""
    listed = json.loads((folder / "files.json").read_text())
    have = {url.rsplit("/", 1)[1] for url in person.page.evaluate(KEYS)}
    return {file["sha256"] for file in listed["shell"] + listed["assets"]} <= have


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


def test_a_visit_alone_says_what_the_first_photo_loads(meet, dist):
    """It stores the shell and Python, and the line does not call that a part of a copy."""
    site = Site(dist)
    person = meet(site)
    try:
        person.arrive()
        listed = json.loads((dist / "files.json").read_text())["assets"]
        python = [file["sha256"] for file in listed if "scipy-" in file["path"]]
        assert len(python) == 1
        assert person.eventually(lambda: any(url.endswith(python[0]) for url in person.page.evaluate(KEYS)))
        person.page.reload()
        person.sees("The first photo loads")
        expect(person.page.get_by_text("Partly here")).to_have_count(0)
    finally:
        person.page.context.close()
        site.stop()


def test_storing_beside_a_version_that_waits_leaves_it_whole(reader, folder):
    """Its shell was thrown out once: after all tabs were closed, every start without a network was a 503."""
    release(folder)
    look_for_updates(reader)
    store(reader)
    with reader.site.off():
        close_all_and_come_back(reader)
        expect(reader.page.get_by_text(READY)).to_be_visible()
    close_all_and_come_back(reader)


def test_an_update_over_a_complete_copy_waits_until_it_is_complete(owner, folder):
    """Its new file cannot be had: the version does not take over, and the old one goes on without a network."""
    before = version(owner.page)
    release(folder, asset="new content")
    with owner.site.faulty("only-in-this-version"):
        owner.page.evaluate(UPDATE)
        assert owner.eventually(lambda: any("only-in-this-version" in path for path in owner.site.asked))
        assert owner.eventually(lambda: not owner.page.evaluate(INSTALLING))
        assert not owner.page.evaluate(WAITING)
        with owner.site.off():
            close_all_and_come_back(owner)
            expect(owner.page.get_by_text(READY)).to_be_visible()
            assert version(owner.page) == before
    look_for_updates(owner)
    assert stored(owner, folder)
    with owner.site.off():
        close_all_and_come_back(owner)
        expect(owner.page.get_by_text(READY)).to_be_visible()
        assert version(owner.page) == NEXT


def test_two_tabs_of_two_versions_both_work_without_a_network(owner, folder):
    old = json.loads((folder / "files.json").read_text())
    other = owner.page.context.new_page()
    other.goto(owner.site.address)
    release(folder, asset="new content")
    look_for_updates(owner)
    owner.button("Reload").click()
    expect(owner.page.locator("meta[name=description]")).to_have_attribute("content", NEXT)
    ask = "async (path) => (await fetch(path)).status"
    with owner.site.off():
        for path in [file["path"] for file in old["shell"]]:
            assert other.evaluate(ask, path) == 200, path
        assert owner.page.evaluate(ask, ASSET) == 200
        close_all_and_come_back(owner)
        expect(owner.page.get_by_text(READY)).to_be_visible()


@pytest.mark.parametrize("which", ["index.html", ASSET])
def test_a_file_that_the_browser_evicts_costs_no_more_than_its_version(owner, folder, which):
    """The new version waits complete, loses one file, and takes over without a network: the old one is used."""
    before = version(owner.page)
    release(folder, asset="new content")
    look_for_updates(owner)
    listed = json.loads((folder / "files.json").read_text())
    (lost,) = [file["sha256"] for file in listed["shell"] + listed["assets"] if file["path"] == which]
    (url,) = [url for url in owner.page.evaluate(KEYS) if url.endswith(lost)]
    assert owner.page.evaluate(FORGET, url)
    with owner.site.off():
        close_all_and_come_back(owner)
        expect(owner.page.get_by_text(READY)).to_be_visible()
        assert version(owner.page) == before
    # With a network the new one is made complete, and is used from the next start on.
    close_all_and_come_back(owner)
    assert owner.eventually(lambda: stored(owner, folder))
    close_all_and_come_back(owner)
    assert version(owner.page) == NEXT


def test_what_only_an_old_version_had_goes_when_nobody_needs_it(owner, folder):
    listed = json.loads((folder / "files.json").read_text())
    (page,) = [file["sha256"] for file in listed["shell"] if file["path"] == "index.html"]
    release(folder)
    look_for_updates(owner)
    close_all_and_come_back(owner)
    assert owner.eventually(lambda: not any(url.endswith(page) for url in owner.page.evaluate(KEYS)))
    assert stored(owner, folder)


def link(source: str, target: str) -> None:
    """Large files are shared, not copied."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def release(folder, *, asset: str = "") -> None:
    """Make the next version: another index.html, maybe a new asset, and a service worker that knows them."""
    page = folder / "index.html"
    old = page.read_bytes()
    new = re.sub(rb'(name="description" content=)"[^"]*"', rb'\1"%s"' % NEXT.encode(), old)
    assert new != old
    before, after = (hashlib.sha256(text).hexdigest() for text in (old, new))
    listed = (folder / "files.json").read_text()
    known = json.loads(listed)["version"]
    for name in ("sw.js", "files.json"):
        path = folder / name
        content = path.read_text().replace(before, after).replace(known, f"{known[:-1]}x")
        assert after in content
        if asset:
            sha256 = hashlib.sha256(asset.encode()).hexdigest()
            entry = f'{{"path":"{ASSET}","bytes":{len(asset)},"sha256":"{sha256}"}}'
            content, count = re.subn(r'("?assets"?:\[)\{', rf"\1{entry},{{", content, count=1)
            assert count == 1
        replace(path, content.encode())
    replace(page, new)
    if asset:
        replace(folder / ASSET, asset.encode())


def replace(path, content: bytes) -> None:
    path.unlink(missing_ok=True)  # a link: the original must stay as it is
    path.write_bytes(content)
