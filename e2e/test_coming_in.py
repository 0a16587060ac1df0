"""Ways in: drop, paste, the picker by keyboard; and the language in which the page speaks."""

import base64
import re
import shutil

import pytest
from playwright.sync_api import expect

from testing.person import PYTHON_WORKER, SMALL_AI

HOLD = """([text, name]) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    globalThis.held = new DataTransfer();
    held.items.add(new File([bytes], name, { type: 'image/png' }));
}"""


def is_python(worker) -> bool:
    return PYTHON_WORKER in worker.url


@pytest.fixture
def holder(desk, pictures):
    """The empty page, a mask chosen for what comes, and a photo in the hand."""
    desk.go_home()
    desk.use_mask(pictures["small_mask"])
    desk.page.evaluate(HOLD, [base64.b64encode(pictures["small"].read_bytes()).decode(), "held.png"])
    return desk


def test_a_dropped_photo_starts_at_once(holder):
    drag(holder, "dragenter")
    expect(holder.page.get_by_role("heading", name="Let go to start")).to_be_visible()
    drag(holder, "dragover")
    drag(holder, "drop")
    holder.wait_for_cutout()
    expect(holder.page.get_by_role("heading", name="held.png")).to_be_visible()


def test_a_drag_that_leaves_changes_nothing(holder):
    drag(holder, "dragenter")
    drag(holder, "dragleave")
    expect(holder.page.get_by_role("heading", name="Drop a photo.")).to_be_visible()


def test_a_dropped_folder_becomes_a_list(meet, host, pictures, tmp_path):
    """A real folder, dropped through the browser's own door as the system does it."""
    person = meet(host, settings=SMALL_AI)
    person.arrive()
    folder = tmp_path / "holiday"
    (folder / "beach").mkdir(parents=True)
    for name in ("10.png", "9.png", "._9.png", "beach/1.png"):
        shutil.copy(pictures["one"], folder / name)
    (folder / "notes.txt").write_text("Remember the sun cream.")
    (folder / "beach" / "scan.tif").write_bytes(pictures["raw"].read_bytes())
    drop_paths(person, folder)
    expect(person.page.get_by_role("heading", name="4 photos")).to_be_visible()
    rows = person.page.get_by_role("listitem")
    for row, name in enumerate(("9.png", "10.png", "1.png", "scan.tif")):
        expect(rows.nth(row)).to_contain_text(name)
    person.button("Stop 9.png").click()
    person.button("Stop 10.png").click()
    person.button("Stop 1.png").click()
    expect(rows.nth(3)).to_contain_text("Wispcut cannot read TIFF photos in this browser")
    person.page.context.close()


def test_a_folder_without_photos_says_so(desk, tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "notes.txt").write_text("Remember the sun cream.")
    drop_paths(desk, tmp_path / "papers")
    expect(desk.page.get_by_text(re.compile("There is no photo in what you dropped"))).to_be_visible()
    expect(desk.button("Download cutout")).to_be_enabled()


def test_a_dropped_link_is_answered_and_the_page_stays(desk):
    taken = desk.page.evaluate(
        """() => {
            const held = new DataTransfer();
            held.setData('text/uri-list', 'https://example.org/photo.jpg');
            const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: held });
            document.querySelector('main').dispatchEvent(drop);
            return drop.defaultPrevented;
        }"""
    )
    assert taken, "the browser would leave the page for the link"
    expect(desk.page.get_by_text(re.compile("What you dropped is a link or text"))).to_be_visible()
    expect(desk.button("Download cutout")).to_be_enabled()


def drop_paths(person, *paths) -> None:
    """Hold files or folders of the disk over the middle of the page and let go."""
    devtools = person.page.context.new_cdp_session(person.page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        devtools.send("Input.dispatchDragEvent", {"type": kind, "x": 500, "y": 400, "data": data})


def drag(person, kind: str) -> None:
    person.page.evaluate(
        """kind => document.body.dispatchEvent(
            new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: held }))""",
        kind,
    )


def test_a_photo_that_is_closed_while_wispcut_starts_again_stays_closed(meet, site, pictures, tmp_path):
    person = meet(site)
    with site.faulty(r"scipy[^/]*\.whl$", "missing"):
        person.arrive()
        person.use_mask(pictures["small_mask"])
        person.choose(pictures["small"])
        person.says("A part of Wispcut did not load")
    with site.faulty(r"scipy[^/]*\.whl$", "held"):
        with person.page.expect_worker(is_python):
            person.button("Try again").click()
        expect(person.alert).to_have_count(0)
        person.go_home()
    # When another photo is done, the closed one could have been back for long.
    other = tmp_path / "other.png"
    other.write_bytes(pictures["small"].read_bytes())
    person.use_mask(pictures["small_mask"])
    person.choose(other)
    person.wait_for_cutout()
    expect(person.alert).to_have_count(0)
    expect(person.page.get_by_role("heading", name="other.png")).to_be_visible()
    expect(person.page.get_by_text("small.png")).to_have_count(0)
    person.page.context.close()


def test_an_example_loads_when_it_is_chosen(meet, host, pictures):
    person = meet(host)
    asked = []
    person.page.context.on("request", lambda request: asked.append(request.url))
    person.arrive()
    expect(person.button("Try the cat")).to_be_visible()
    person.use_mask(pictures["large_mask"])
    assert not [url for url in asked if url.endswith("astronaut.png")]
    person.button("Try the astronaut").click()
    expect(person.page.get_by_role("heading", name="astronaut.png")).to_be_visible()
    assert [url for url in asked if url.endswith("astronaut.png")]
    person.wait_for_cutout()
    person.page.context.close()


def test_a_pasted_photo_starts_at_once(holder):
    """Through the real clipboard, with Ctrl+V."""
    holder.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    holder.page.evaluate("navigator.clipboard.write([new ClipboardItem({'image/png': held.files[0]})])")
    holder.page.keyboard.press("Control+v")
    holder.wait_for_cutout()
    expect(holder.page.get_by_role("heading", name=re.compile(r"\.png$"))).to_be_visible()


@pytest.fixture
def share(meet, host):
    """``share(*paths)``: another site sends a form to the address that the manifest names, as the system does it."""
    person = meet(host)
    person.arrive()
    manifest = person.page.evaluate("fetch('manifest.webmanifest').then((answer) => answer.json())")
    target = manifest["share_target"]
    (files,) = target["params"]["files"]

    def send(*paths):
        person.page.goto("about:blank")
        person.page.set_content(
            f"""<form action="{host.address}{target["action"]}" method="{target["method"]}"
                enctype="{target["enctype"]}">
                <input type="file" name="{files["name"]}" multiple><button>Share</button></form>"""
        )
        person.page.set_input_files("input", paths)
        person.button("Share").click()
        expect(person.photo_input).to_be_attached()
        return person

    yield send
    person.page.context.close()


def test_shared_photos_wait_for_a_yes_and_come_in_once(share, pictures):
    person = share(str(pictures["one"]), str(pictures["two"]))
    person.sees("Another app or website hands over 2 photos")
    person.sees("one.png")
    expect(person.page.get_by_role("heading", name="Drop a photo.")).to_be_visible()
    person.button("Take").click()
    expect(person.page.get_by_role("heading", name="2 photos")).to_be_visible()
    expect(person.page.get_by_role("listitem").filter(has_text="one.png")).to_be_visible()
    person.page.goto("about:blank")
    person.arrive()
    expect(person.page.get_by_role("heading", name="Drop a photo.")).to_be_visible()
    expect(person.page.get_by_text("hands over")).to_have_count(0)


SEND = """async (text) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const form = new FormData();
    form.append('photos', new File([bytes], '../../../.bashrc.png', { type: 'image/png' }));
    form.append('photos', new File(['<script>1</script>'], 'page.html', { type: 'text/html' }));
    form.append('photos', new File([], 'empty.png', { type: 'image/png' }));
    await fetch('./share', { method: 'POST', body: form, redirect: 'manual' });
}"""


def test_shared_files_can_be_refused_and_odd_ones_are(meet, host, pictures):
    person = meet(host)
    person.arrive()
    person.page.evaluate(SEND, base64.b64encode(pictures["one"].read_bytes()).decode())
    person.page.reload()
    person.sees("Another app or website hands over a photo")
    expect(person.page.get_by_text("bashrc.png", exact=True)).to_be_visible()
    person.sees("2 more files are no photos, or too many or too large.")
    person.button("Discard").click()
    expect(person.page.get_by_text("hands over")).to_have_count(0)
    person.page.reload()
    expect(person.photo_input).to_be_attached()
    expect(person.page.get_by_text("hands over")).to_have_count(0)
    person.page.wait_for_function(
        "async () => !(await caches.keys()).some((name) => name.includes('shared'))"
    )
    person.page.context.close()


def test_an_address_that_cannot_be_read_is_answered(meet, host):
    person = meet(host)
    person.arrive()
    for path in ("%", "%E0%A4%A", "assets/%", "a%00b"):
        status = person.page.evaluate(
            "(path) => fetch(path).then(({ status }) => status, () => 0)", "./" + path
        )
        assert status in (400, 404), path
    person.page.context.close()


def test_a_file_opened_with_wispcut_starts(meet, host, pictures):
    """The system hands files to the page's consumer; a browser under test has no system, so the test hands them."""
    person = meet(host)
    person.page.add_init_script(
        "Object.defineProperty(window, 'launchQueue', {value: {setConsumer: (give) => (globalThis.give = give)}})"
    )
    person.arrive()
    accepted = person.page.evaluate("fetch('manifest.webmanifest').then((answer) => answer.json())")
    assert ".png" in accepted["file_handlers"][0]["accept"]["image/png"]
    person.use_mask(pictures["small_mask"])
    person.page.evaluate(HOLD, [base64.b64encode(pictures["small"].read_bytes()).decode(), "opened.png"])
    person.page.evaluate("void give({files: []})")
    expect(person.page.get_by_role("heading", name="Drop a photo.")).to_be_visible()
    person.page.evaluate("void give({files: [{getFile: async () => held.files[0]}]})")
    expect(person.page.get_by_role("heading", name="opened.png")).to_be_visible()
    person.wait_for_cutout()
    person.page.context.close()


def test_a_mask_is_for_one_photo(desk, pictures):
    desk.go_home()
    before = len(desk.heard())
    desk.choose(pictures["small"])
    desk.hears("Loading the AI|Finding the subject", after=before)  # the mask of the photo before is gone
    desk.page.keyboard.press("Escape")
    expect(desk.button("Use the AI again")).to_have_count(0)
    desk.use_mask(pictures["small_mask"])
    desk.wait_for_cutout()
    expect(desk.button("Use the AI again")).to_be_visible()


def test_the_picker_opens_by_keyboard(desk):
    with desk.page.expect_file_chooser() as wait:
        desk.page.keyboard.press("Control+o")
    assert wait.value.is_multiple()


def test_the_page_speaks_german_when_asked_and_remembers(meet, host):
    person = meet(host)
    person.arrive()
    person.button("Deutsch").click()
    expect(person.page.get_by_label("Foto auswählen", exact=True)).to_be_attached()
    expect(person.page.get_by_role("heading", name="Foto hier ablegen.")).to_be_visible()
    assert person.page.evaluate("document.documentElement.lang") == "de"
    person.page.reload()
    expect(person.page.get_by_label("Foto auswählen", exact=True)).to_be_attached()
    person.button("English").click()
    expect(person.photo_input).to_be_attached()
    person.page.context.close()


def test_a_german_browser_is_spoken_to_in_german(meet, host):
    person = meet(host, locale="de-DE")
    person.page.goto(host.address)
    expect(person.page.get_by_label("Foto auswählen", exact=True)).to_be_attached()
    person.page.context.close()
