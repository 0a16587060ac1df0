"""A walk in Firefox and in WebKit, with and without memory that threads may share: open, photo, cutout, offline,
the same bytes as Chromium's, export, brush, reload, error.

The steps of one browser build on each other: one start, one run of the AI, one set of stored files.
"""

import contextlib
from pathlib import Path

import numpy as np
import pytest
from skimage import data

from testing import engines
from testing.browser import ROOT
from testing.engines import Engine, EngineError, eventually
from testing.person import SMALL_AI, remembering
from testing.photos import KEEP_COLUMNS, KEEP_ROWS, pixels
from testing.site import Site

ENGINES = {
    "firefox": (engines.find_firefox, engines.firefox),
    "webkit": (engines.find_webkit, lambda folder: engines.webkit(folder, shared_memory=False)),
    "webkit-shared": (engines.find_webkit, lambda folder: engines.webkit(folder, shared_memory=True)),
}
PATIENCE = 420
"""Seconds for the slowest step: the AI with one thread on a machine with other work."""
NAMED = """const words = (element) => (element.ariaLabel ?? element.textContent).trim();
    const named = (selector, name) =>
        [...document.querySelectorAll(selector)].find((element) => words(element) === name);"""
FINISHED = f"""{NAMED}
    const alert = document.querySelector('[role=alert]');
    if (alert) return alert.textContent;
    const status = document.querySelector('[role=status]')?.textContent ?? '';
    const button = named('button', 'Download cutout');
    return status.startsWith('Cutout ready') && button && !button.disabled;"""
"""The alert's words, or true once the cutout is ready."""
TEXT = "return document.body.textContent.includes(args[0])"
ALERT = "return document.querySelector('[role=alert]')?.textContent"
DETAILS = "return document.querySelector('[role=alert] dl')?.textContent"
STAGE = """const {x, y, width, height} = document.querySelector('.photo-canvas').getBoundingClientRect();
    return [x + width / 2, y + height / 2];"""
"""The middle of the photo, which lies in the middle of its canvas."""
OUT_OF_MEMORY = """const { asWispError } = await import(args[0]);
    const told = [];
    const spend = (ask) => {
        const kept = [];
        try {
            while (kept.length < 64) kept.push(ask());
        } catch (error) {
            const { code, details } = asWispError(error, 'refine');
            const whole = details.includes(error.message) && details.includes(error.name);
            told.push({ code, whole, frames: details.includes('spend') });
        }
    };
    spend(() => new WebAssembly.Memory({ initial: 65536, maximum: 65536 }));
    spend(() => new ArrayBuffer(2 ** 33));
    const long = 'x'.repeat(2 ** 28);
    spend(() => long + long + long + long + long);
    spend(() => new Uint8Array(-1));
    return told;"""
"""Asks the browser for more memory than it gives (none is written to), and for a wrong length."""


class Walker:
    """Drives one page by the names that a person sees."""

    def __init__(self, name: str, engine: Engine, site: Site):
        self.name = name
        self.engine = engine
        self.site = site

    def arrive(self) -> None:
        """Open the page; a first visit is loaded twice."""
        self.engine.goto(self.site.address)
        self.engine.wait("return crossOriginIsolated && document.querySelector('#choose-photo') !== null")

    def press(self, button: str) -> None:
        """Once it is there; a line that says something new meanwhile brings a new button."""

        def pressed() -> bool:
            try:
                self.engine.click(self.engine.find(f"{NAMED} return named('button', arguments[0])", button))
            except EngineError:
                return False
            return True

        eventually(pressed, button)

    def pick(self, radio: str) -> None:
        find = "return document.querySelector(`input[aria-label='${arguments[0]}']`).closest('label')"
        self.engine.click(self.engine.find(find, radio))

    def choose(self, photo: Path) -> None:
        self.engine.give(self.engine.find("return document.querySelector('#choose-photo')"), photo)

    def use_mask(self, mask: Path) -> None:
        find = """return document.querySelector("input[aria-label='Use a mask file']")"""
        self.engine.give(self.engine.find(find), mask)

    def wait_for_cutout(self) -> None:
        answer = self.engine.wait(FINISHED, seconds=PATIENCE, what="a cutout")
        assert answer is True, answer

    def save(self) -> np.ndarray:
        self.press("Download cutout")
        return pixels(self.engine.received())

    def sees(self, words: str) -> None:
        self.engine.wait(TEXT, words, seconds=PATIENCE, what=words)


@pytest.fixture(scope="module", params=ENGINES)
def walker(request, dist, tmp_path_factory):
    """Somebody with a new profile on the first page, with the smaller AI."""
    find, start = ENGINES[request.param]
    if not find():
        pytest.skip(f"{request.param}: this browser was not found on this machine")
    site = Site(dist)
    with contextlib.ExitStack() as stack:
        stack.callback(site.stop)
        engine = stack.enter_context(start(tmp_path_factory.mktemp(request.param)))
        engine.goto(f"{site.origin}/nothing")  # a page of this origin, without the site
        engine.script(remembering(SMALL_AI))
        somebody = Walker(request.param, engine, site)
        somebody.arrive()
        yield somebody


@pytest.fixture(scope="module")
def cut_off(walker):
    """The same, after the network has gone."""
    with walker.site.off():
        yield walker


@pytest.fixture(scope="module")
def chromiums(table, pictures):
    """The pixels of the small photo's cutout after a mask file, made by Chromium."""
    table.tidy_up()
    table.lay_out(pictures["small"], pictures["small_mask"])
    return pixels(table.save("Download cutout"))


def test_memory_is_shared_where_the_browser_has_it(walker):
    shares = walker.engine.script("return typeof SharedArrayBuffer === 'function'")
    assert shares is (walker.name != "webkit"), (
        "isolated, and without the thing itself: that is WebKitGTK's way"
    )


def test_a_tab_in_the_background_goes_on(walker, pictures):
    if walker.name != "firefox":
        pytest.skip("only Firefox is told to put a tab behind another")
    walker.use_mask(pictures["small_mask"])
    walker.choose(pictures["small"])
    with walker.engine.behind_another_tab():
        walker.engine.wait("return document.hidden")
        walker.wait_for_cutout()
        assert walker.engine.script("return document.hidden")
    assert walker.save().shape == (240, 240, 4)
    walker.press("Wispcut, start page")


def test_the_ai_cuts_out_a_photo(walker, pictures):
    walker.choose(pictures["astronaut"])
    walker.wait_for_cutout()
    cutout = walker.save()
    alpha = cutout[..., 3]
    assert (alpha[100:150, 200:240] > 250).all() and (alpha[:40, :150] == 0).all()
    assert np.array_equal(cutout[120:140, 210:230, :3], data.astronaut()[120:140, 210:230])
    screen = np.asarray(walker.engine.screenshot())
    assert len(np.unique(screen.reshape(-1, 3), axis=0)) > 1000, "the photo is on the screen"


def test_everything_is_stored_though_nobody_answers_the_browsers_question(walker):
    """Firefox asks whether data may persist, and its promise waits for an answer."""
    walker.press("Wispcut, start page")
    walker.press("Make available offline")
    walker.sees("Ready offline. All")


def test_without_a_network_the_bytes_are_those_of_chromium(cut_off, chromiums, pictures):
    cut_off.arrive()
    cut_off.use_mask(pictures["small_mask"])
    cut_off.choose(pictures["small"])
    cut_off.wait_for_cutout()
    ours = cut_off.save()
    assert (chromiums[..., 3] > 0).mean() > 0.2
    assert np.abs(ours.astype(int) - chromiums).max() <= 1


def test_what_is_removed_by_hand_is_gone(cut_off):
    cut_off.press("Correct by hand")
    cut_off.pick("Remove")
    x, y = cut_off.engine.script(STAGE)
    cut_off.engine.drag((x - 20, y - 20), (x + 20, y + 10))
    cut_off.sees("1 mark, not yet applied")
    cut_off.press("Apply marks")
    cut_off.wait_for_cutout()
    alpha = cut_off.save()[..., 3]
    assert (alpha[KEEP_ROWS, KEEP_COLUMNS] == 0).any() and (alpha == 255).any()


def test_a_reload_offers_the_photo_with_its_marks(cut_off):
    before = cut_off.save()
    cut_off.arrive()
    if cut_off.name.startswith("webkit"):
        # What a driver starts is private browsing, and there WebKit's IndexedDB takes no files.
        cut_off.sees("Keep every wisp.")
        return
    cut_off.sees("You left off with")
    cut_off.press("Continue")
    cut_off.wait_for_cutout()
    assert np.array_equal(cut_off.save(), before)


def test_a_file_that_is_no_photo_is_told(cut_off, pictures):
    cut_off.choose(pictures["words"])
    alert = cut_off.engine.wait(ALERT, what="an alert")
    assert alert.startswith("This file is not a photo."), alert
    assert "not_image" in cut_off.engine.script(DETAILS)


@pytest.fixture(scope="module")
def source():
    """The engine's modules as they are."""
    served = Site(ROOT / "js" / "engine")
    yield served
    served.stop()


def checks_errors(told: list[dict]) -> None:
    """All of them are whole; a lack of memory is recognised, and a wrong length is none."""
    *wanting, wrong = told
    assert wanting and all(each["whole"] and each["frames"] for each in told), told
    assert "out_of_memory" in [each["code"] for each in wanting], told
    assert wrong["code"] == "internal"


def test_a_lack_of_memory_is_recognised_and_every_error_keeps_its_words(walker, source):
    walker.engine.goto(f"{source.origin}/nothing")
    checks_errors(walker.engine.script(OUT_OF_MEMORY, f"{source.address}errors.js"))


def test_in_chromium_too(browser, source):
    page = browser.new_page()
    page.goto(f"{source.origin}/nothing")
    checks_errors(
        page.evaluate(f"(...args) => (async () => {{ {OUT_OF_MEMORY} }})()", f"{source.address}errors.js")
    )
    page.close()
