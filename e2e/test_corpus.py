"""The page's engine, in a real Chromium, reads from each file of the corpus what the package reads."""

import base64
import time

import numpy as np
import pytest
from playwright.sync_api import expect
from wispcut.formats.masks import read_mask
from wispcut.formats.pictures import read_photo

from testing import corpus, made
from testing.browser import engine_tab

COLOUR, ALPHA = 2, 1
"""How far apart both may be, of 255. Inks in a JPEG go through two decoders and a profile's steep places."""
INKS = 6

BEGIN = """() => { globalThis.fileOf = (name, text) =>
    new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name);
globalThis.textOf = (bytes) => { let out = ''; for (let i = 0; i < bytes.length; i += 32768)
    out += String.fromCharCode(...bytes.subarray(i, i + 32768)); return btoa(out); }; }"""
OPEN = """async ([name, text]) => {
    try {
        const { width, height, rgba, told } = await wispcut.engine.open(fileOf(name, text));
        return { width, height, told: told.map(({ code }) => code), data: textOf(rgba) };
    } catch ({ code }) { return { code }; }
}"""
MASK = """async ([photoName, photoText, name, text]) => {
    globalThis.photo ??= await wispcut.engine.open(fileOf(photoName, photoText));
    const told = [];
    const onEvent = (event) => event.type === 'told' && told.push(...event.told.map(({ code }) => code));
    const options = { mask: fileOf(name, text), onEvent };
    const { rawMask: { width, height, data } } = await wispcut.engine.run(photo, {}, options);
    return { width, height, told, data: textOf(data) };
}"""


def text(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.fixture(scope="module")
def page(browser):
    with engine_tab(browser) as tab:
        tab.evaluate(BEGIN)
        yield tab


def test_photos_are_the_same_on_the_page_and_in_the_package(page):
    wrong = {}
    for name, content in corpus.photos().items():
        wanted = read_photo(content)
        found = page.evaluate(OPEN, [name, text(content)])
        if "code" in found:
            wrong[name] = found["code"]
            continue
        pixels = np.frombuffer(base64.b64decode(found["data"]), np.uint8)
        pixels = pixels.reshape(found["height"], found["width"], 4)
        if pixels.shape != wanted.pixels.shape:
            wrong[name] = pixels.shape
            continue
        apart = np.abs(pixels.astype(int) - wanted.pixels).max((0, 1))
        within = INKS if name == "inks.jpg" else COLOUR
        if apart[:3].max() > within or apart[3] > ALPHA or bool(found["told"]) != bool(wanted.notices):
            wrong[name] = (apart.tolist(), found["told"], wanted.notices)
    assert wrong == {}


def test_masks_are_the_same_on_the_page_and_in_the_package(page):
    content = made.packed(corpus.RGB)
    photo, encoded = read_photo(content), text(content)
    wrong = {}
    for name, content in corpus.masks().items():
        wanted, notices = read_mask(content, photo)
        found = page.evaluate(MASK, ["photo.png", encoded, name, text(content)])
        values = np.frombuffer(base64.b64decode(found["data"]), np.uint8)
        apart = np.abs(values.reshape(found["height"], found["width"]).astype(int) - wanted).max()
        if apart > ALPHA or bool(found["told"]) != bool(notices):
            wrong[name] = (int(apart), found["told"], notices)
    assert wrong == {}


def test_damaged_files_are_answered_within_time(page):
    """Cut and spoilt files of each decoder that comes with the page: an answer, never a worker that hangs or dies."""
    rng = np.random.default_rng(0)
    whole = corpus.photos()
    for name in (
        "phone.heic",
        "deflated.tiff",
        "lzw.tiff",
        "colour 16 predicted.tiff",
        "alpha P3.png",
        "inks.jpg",
    ):
        content = whole[name]
        damaged = [content[: int(len(content) * share)] for share in (0.01, 0.3, 0.7, 0.98)]
        for _ in range(8):
            spoilt = bytearray(content)
            for at in rng.integers(8, len(content), 12):
                spoilt[at] = rng.integers(256)
            damaged.append(bytes(spoilt))
        for each in damaged:
            began = time.monotonic()
            found = page.evaluate(OPEN, [name, text(each)])
            assert time.monotonic() - began < 20, name
            assert found.get("code") not in ("worker_died", "internal", "out_of_memory"), (name, found)
        again = page.evaluate(OPEN, [name, text(content)])
        assert "code" not in again, f"{name}: the next photo opens"


def test_a_decoder_loads_when_a_file_needs_it(meet, host, tmp_path, pictures):
    person = meet(host)
    person.arrive()
    decoders = [path for path in person.loaded if "/decoder-" in path]
    assert decoders == []
    shell = person.page.evaluate("fetch('files.json').then((answer) => answer.json())")
    stored = {entry["path"] for entry in shell["shell"]}
    later = {entry["path"]: entry["bytes"] for entry in shell["assets"] if "decoder-" in entry["path"]}
    assert not [path for path in stored if "decoder-" in path]
    assert any(path.endswith(".wasm") and "libheif" in path for path in later)
    photo = tmp_path / "phone.heic"
    photo.write_bytes(corpus.photos()["phone.heic"])
    mask = tmp_path / "mask.png"
    mask.write_bytes(corpus.masks()["0 and 1.png"])
    person.use_mask(mask)
    person.choose(photo)
    expect(person.page.get_by_text("This mask holds only 0 and 1")).to_be_visible()
    person.wait_for_cutout()
    assert any("decoder-libheif" in path for path in person.loaded)
    person.page.context.close()
