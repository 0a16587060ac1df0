"""Every language, on a phone and on a desktop, and from right to left: no text is cut off, overlaps or is English."""

import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from testing.browser import ROOT
from testing.legible import faults, said
from testing.photos import KEEP_COLUMNS, KEEP_ROWS

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
LANGUAGES = ("en", "de", "fr", "es", "ja")
RIGHT_TO_LEFT = "right to left"
"""The English page, laid out from right to left."""
SPEAK = """async ([lang, dir]) => {
    const frame = () => new Promise(requestAnimationFrame);
    if (document.documentElement.lang !== lang) {
        const find = () => document.querySelector(`input[name=language][value=${lang}], .bar button[lang=${lang}]`);
        if (!find()) document.querySelector('.bar .disclosure.bare > button').click();
        while (!find()) await frame();
        find().click();
        while (document.documentElement.lang !== lang) await frame();
    }
    document.documentElement.dir = dir;
    await frame(); await frame();
}"""
SIZED = """async (width) => {
    const frame = () => new Promise(requestAnimationFrame);
    const narrow = () => !!document.querySelector('.bar .disclosure.bare');
    while (innerWidth !== width || narrow() !== width < 900) await frame();
    await frame(); await frame();
}"""
MENU = """() => {
    const menu = document.querySelector('.bar .disclosure.bare');
    if (!menu.querySelector('.pop')) menu.querySelector('button').click();
}"""
TABLES = """
import { LANGUAGES } from './js/page/i18n/index.js';
const tables = {};
for (const [lang, { load }] of Object.entries(LANGUAGES)) {
    const { words, knobs, help } = await load();
    const forms = (text) => (typeof text === 'string' ? [text] : [text.one, text.other]);
    tables[lang] = [words, knobs, help].flatMap((table) => Object.values(table)).flatMap(forms);
}
console.log(JSON.stringify(tables));
"""
PLACE = re.compile(r"\\?\{\w+\\?\}")
LETTERS = re.compile(r"[^\W\d_]{3}")
NAMES = re.compile(
    r"Wisp(cut)?( .* numpy .*)?|cut|[A-Z]{1,5}|Esc|English|Deutsch|Français|Español|日本語"
    r"|\w+\.(png|jpg)(, Original, \d+\s%)?"
)


@pytest.fixture(scope="module")
def tables() -> dict[str, re.Pattern]:
    """What each language may say: its texts, with anything in their places. Those that are places only are left out."""
    command = ["node", "--input-type=module", "-e", TABLES]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return {
        lang: re.compile(
            "|".join(
                PLACE.sub(".+", re.escape(text)) for text in texts if LETTERS.search(PLACE.sub("", text))
            )
        )
        for lang, texts in json.loads(done.stdout).items()
    }


@pytest.fixture(scope="module")
def hand(meet, host):
    """Somebody with a phone who reads five languages."""
    person = meet(
        host,
        service_workers="block",
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,
        device_scale_factor=1,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    yield person
    assert person.errors == []


def speak(person, language: str) -> None:
    """Choose a language as the menu and the sheet do, or turn the English page round."""
    rtl = language == RIGHT_TO_LEFT
    person.page.evaluate(SPEAK, ["en" if rtl else language, "rtl" if rtl else ""])


def resize(person, size: dict[str, int]) -> None:
    person.page.set_viewport_size(size)
    person.page.evaluate(SIZED, size["width"])


class Held:
    """Requests that match wait until they are let go."""

    def __init__(self, page, pattern: str):
        self.waiting: list | None = []
        page.context.route(pattern, lambda route: self.meet(route))

    def meet(self, route) -> None:
        if self.waiting is None:
            route.continue_()
        else:
            self.waiting.append(route)

    def let_go(self) -> None:
        waiting, self.waiting = self.waiting, None
        for route in waiting:
            route.continue_()


def refuse_recipe(person, path) -> None:
    """A notice in the language of the page; it stays until it is closed."""
    close = person.page.locator(".phone-notice .notice button")
    if close.count():
        close.tap()
    person.page.locator("input[accept*=json]").set_input_files(path)
    expect(close).to_be_visible()


def scenes(person, pictures) -> Iterator[tuple[str, Callable[[], None] | None, bool]]:
    """Each main state of the page as ``name, again, wide``: what opens once more what a change of language closes, and
    whether it is looked at on a desktop, too. English and narrow at each step.
    """
    page = person.page
    menu = lambda: page.evaluate(MENU)  # noqa: E731
    ai = Held(page, "**/assets/ai-*/*")
    python = Held(page, "**/assets/py-*/wispcut-*.whl")
    person.arrive()
    yield "first page", None, True
    page.keyboard.press("Shift")
    yield "menu", menu, False
    for sheet in ("Shortcuts", "About"):
        menu()
        person.button(sheet).tap()
        expect(page.get_by_role("dialog")).to_be_visible()
        yield sheet, None, True
        person.button("Close").tap()
    person.choose(pictures["words"])
    person.says("not a photo")
    yield "an error", None, True
    person.button("Close").tap()
    person.use_mask(pictures["small_mask"])
    person.choose(pictures["small"])
    person.hears("Starting the refiner")
    yield "while it works", None, True
    python.let_go()
    person.wait_for_cutout()
    resize(person, DESK)
    for group in ("Edge", "Enhance", "Export", "Advanced"):
        person.unfold(group)
    resize(person, PHONE)
    yield "a cutout", None, True
    yield "menu of a photo", menu, False
    page.keyboard.press("Escape")
    person.button("Background").tap()
    person.radio("Colour").check(force=True)
    page.get_by_label("Shadow", exact=True).select_option("both")
    person.wait_for_cutout()
    yield "background", None, True
    person.button("Edge").tap()
    yield "edge and advanced", None, True
    person.button("Enhance").tap()
    yield "enhance", None, False
    person.button("Export").tap()
    person.page.get_by_label("Percent", exact=True).fill("60")
    page.keyboard.press("Enter")
    expect(page.locator(".sharpness .plot, .sharpness .note").last).to_be_visible()
    person.wait_for_cutout()
    yield "export", None, True
    person.button("Edge").tap()
    refuse = lambda: refuse_recipe(person, pictures["words"])  # noqa: E731
    yield "a refused recipe", refuse, True
    page.locator(".phone-notice .notice button").tap()
    person.button("Edge").tap()
    person.button("By hand").tap()
    box = person.picture.bounding_box()
    row, column = KEEP_ROWS.start / 240, KEEP_COLUMNS.start / 240
    page.touchscreen.tap(box["x"] + column * box["width"], box["y"] + row * box["height"])
    person.hears("1 mark, not yet applied")
    yield "brush", None, True
    person.button("Discard").tap()
    person.button("By hand").tap()
    person.button("Compare").tap()
    yield "compare", None, True
    person.button("Compare").tap()
    menu()
    person.button("Close photo").tap()
    person.choose(pictures["words"], pictures["one"], pictures["two"])
    person.button("Stop one.png").tap()
    person.button("Open one.png").tap()
    person.use_mask(pictures["small_mask"])
    person.wait_for_cutout()
    person.button("Back to photos").tap()
    expect(person.button("Save one.png")).to_be_visible()
    yield "list", None, True
    yield "menu of a list", menu, False
    ai.let_go()


def left_in_english(person, language: str, english: set[str], tables: dict[str, re.Pattern]) -> list[str]:
    """Texts that are the English page's, too, and not the language's own."""
    same = sorted(text for text in said(person.page) & english if LETTERS.search(text))
    return [text for text in same if not NAMES.fullmatch(text) and not tables[language].fullmatch(text)]


def test_every_text_can_be_read_in_every_language(hand, pictures, tables):
    wrong = []
    for name, again, wide in scenes(hand, pictures):
        english: set[str] = set()
        for language in (*LANGUAGES, RIGHT_TO_LEFT):
            speak(hand, language)
            if again:
                again()
            wrong += [f"{name}, {language}, 360 px: {fault}" for fault in faults(hand.page)]
            if language == "en":
                english = said(hand.page)
            elif language != RIGHT_TO_LEFT:
                left = left_in_english(hand, language, english, tables)
                wrong += [f"{name}, {language}: {text} is English" for text in left]
            if wide:
                resize(hand, DESK)
                wrong += [f"{name}, {language}, 1280 px: {fault}" for fault in faults(hand.page)]
                resize(hand, PHONE)
        speak(hand, "en")
    assert wrong == []


SPOILT = {
    "cut off": ".choose-primary { inline-size: 60px; overflow: hidden; white-space: nowrap; }",
    "spills": ".promise .link { display: block; inline-size: 20px; white-space: nowrap; }",
    "overlaps": ".lead { margin-block-start: -40px; }",
    "outside the page": ".promise { position: relative; inset-inline-start: 200px; }",
}


def test_the_measure_finds_what_is_spoilt(hand, tables):
    hand.arrive()
    assert faults(hand.page) == []
    for fault, style in SPOILT.items():
        tag = hand.page.add_style_tag(content=style)
        assert [found for found in faults(hand.page) if found.startswith(fault)], fault
        tag.evaluate("(tag) => tag.remove()")
    english = said(hand.page)
    speak(hand, "fr")
    hand.page.evaluate("document.querySelector('.promise h2').firstChild.data = 'Your photo stays here.'")
    assert left_in_english(hand, "fr", english, tables) == ["Your photo stays here."]
    speak(hand, "en")


def test_from_right_to_left_things_act_where_they_are_touched(hand, pictures):
    page = hand.page
    hand.arrive()
    hand.use_mask(pictures["small_mask"])
    hand.choose(pictures["small"])
    hand.wait_for_cutout()
    speak(hand, RIGHT_TO_LEFT)
    hand.button("Edge").tap()
    slider = hand.slider("Width of the hair zone")
    low, high, default = (float(value) for value in slider.evaluate("(it) => [it.min, it.max, it.value]"))
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.touchscreen.tap(box["x"] + 0.25 * box["width"], box["y"] + box["height"] / 2)
    assert (float(slider.input_value()) - low) / (high - low) == pytest.approx(0.75, abs=0.1)
    hand.wait_for_cutout()
    tick = page.locator(".knob", has=slider).locator(".slider-tick").bounding_box()
    thumb, share = 24, (default - low) / (high - low)
    where = box["x"] + box["width"] - thumb / 2 - share * (box["width"] - thumb)
    assert tick["x"] + tick["width"] / 2 == pytest.approx(where, abs=2)
    bar = look(slider)[round(box["height"] / 2)]
    assert bar[-8:-2].mean() < 100 < 180 < bar[2:8].mean(), "filled from the right"
    hand.button("Edge").tap()

    hand.button("Compare").tap()
    box = hand.picture.bounding_box()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.525 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 0.525 * box["height"], steps=4)
    page.mouse.up()
    assert float(hand.slider("Compare original and cutout").input_value()) > 65
    hand.button("Compare").tap()

    hand.button("By hand").tap()
    before = look(hand.picture).astype(int)
    row, column = round(0.4 * before.shape[0]), round(0.3 * before.shape[1])
    box = hand.picture.bounding_box()
    page.touchscreen.tap(box["x"] + column, box["y"] + row)
    hand.hears("1 mark, not yet applied")
    changed = np.abs(look(hand.picture).astype(int) - before).sum(axis=-1) > 60
    assert changed[row - 2 : row + 3, column - 2 : column + 3].all()
    assert not changed[row - 2 : row + 3, -column - 3 : -column + 2].any(), "where a mirror would have it"
    hand.button("Discard").tap()
    speak(hand, "en")


def look(locator) -> np.ndarray:
    """What is seen there, as RGB."""
    with Image.open(io.BytesIO(locator.screenshot())) as picture:
        return np.asarray(picture.convert("RGB"))
