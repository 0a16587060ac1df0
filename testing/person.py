"""What a person does with the page, by the names that they see and hear."""

import contextlib
import itertools
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Locator, Page, Worker, expect

MINUTE = 60_000
"""In milliseconds. The AI takes seconds on a fast machine and a minute on a busy one."""
SMALL_AI = {"mask": {"precision": "isnet_quint8"}}
"""Settings for a real AI but not the best one: half the bytes to load."""


def remembering(settings: dict) -> str:
    """A script with which a first page opens as if these settings had been made before."""
    return f"localStorage.wispcut ??= JSON.stringify({json.dumps({'settings': settings})})"


PYTHON_WORKER = "python.worker"
"""In the address of the workers that run Python."""
LAST_WHEEL = r"/assets/py-[^/]*/wispcut-[^/]*\.whl$"
"""The last file that a Python worker loads before it starts the package."""
T = TypeVar("T")

LISTEN = """(() => {
    // An ear for everything that the status line says, with its time; no word is missed between two looks.
    const heard = (globalThis.heard = []);
    const listen = () => {
        const words = document.querySelector('[role=status]')?.textContent.trim();
        if (words && words !== heard.at(-1)?.words) heard.push({ words, time: performance.now() });
    };
    new MutationObserver(listen).observe(document, { subtree: true, childList: true, characterData: true });
    const act = (event) => (globalThis.acted = performance.now());
    for (const kind of ['click', 'keydown', 'input']) addEventListener(kind, act, { capture: true });
})()"""


MOVE_AND_WATCH = """([name, value]) => {
    const stage = document.querySelector('.photo-canvas');
    const probe = new OffscreenCanvas(64, 64).getContext('2d', { willReadFrequently: true });
    const look = () => {
        probe.clearRect(0, 0, 64, 64);
        probe.drawImage(stage, 0, 0, 64, 64);
        return probe.getImageData(0, 0, 64, 64).data.join();
    };
    const slider = [...document.querySelectorAll('input[type=range]')].find(({ labels }) =>
        [...labels].some((label) => label.firstChild.textContent === name));
    const before = look();
    const began = performance.now();
    slider.value = value;
    slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return new Promise((done, fail) => {
        const wait = () => {
            const passed = performance.now() - began;
            if (look() !== before) done(passed);
            else if (passed > 4000) fail(new Error(`nothing changed after ${name} ${value}`));
            else requestAnimationFrame(wait);
        };
        requestAnimationFrame(wait);
    });
}"""
"""Moves a slider and resolves to the milliseconds until the canvas has changed, watched in every frame."""


def with_cores(count: int, memory: int = 8) -> str:
    """A script that makes the page believe in a device with so many cores and so many gigabytes: it starts as many
    Python workers as fit.
    """
    device = json.dumps({"hardwareConcurrency": count, "deviceMemory": memory})
    return f"""for (const [name, value] of Object.entries({device})) {{
        Object.defineProperty(navigator, name, {{ value }});
    }}"""


class Person:
    """Drives one page, ``guarded`` by a service worker or not; ``errors`` has the exceptions that nobody caught."""

    def __init__(self, page: Page, site, folder: Path, *, guarded: bool = True):
        self.page = page
        self.site = site
        self.folder = folder
        self.guarded = guarded
        self.has_been_here = False
        self.errors: list[str] = []
        self.loaded: list[str] = []
        """Addresses that have been loaded by the page and its workers, in order."""
        page.context.on("requestfinished", lambda request: self.loaded.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    # Going in and out

    def arrive(self) -> None:
        """Open the page. It loads a first visit twice if nobody touches it, and a look from here counts as a touch."""
        if self.guarded and not self.has_been_here:
            loads = itertools.count(1)
            with self.page.expect_event("domcontentloaded", lambda _: next(loads) == 2):
                self.page.goto(self.site.address, wait_until="commit")
            self.has_been_here = True
        else:
            self.page.goto(self.site.address)
        expect(self.photo_input).to_be_attached()
        assert self.page.evaluate("crossOriginIsolated") is self.guarded

    def go_home(self) -> None:
        home = self.button("Wispcut, start page")
        if home.count():
            home.click()
        expect(self.page.get_by_role("heading", name="Drop a photo.")).to_be_visible()

    # What is on the page

    @property
    def photo_input(self) -> Locator:
        return self.page.get_by_label("Choose photo", exact=True)

    @property
    def mask_input(self) -> Locator:
        return self.page.get_by_label("Use a mask file", exact=True)

    @property
    def status(self) -> Locator:
        return self.page.get_by_role("status")

    @property
    def alert(self) -> Locator:
        return self.page.get_by_role("alert")

    @property
    def photo(self) -> Locator:
        """What takes the keys of the photo."""
        return self.page.get_by_role("group", name="Photo", exact=True)

    @property
    def picture(self) -> Locator:
        """The picture itself; its name says what it shows."""
        return self.page.get_by_role("img", name=re.compile(r"%$"))

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def radio(self, name: str) -> Locator:
        return self.page.get_by_role("radio", name=name, exact=True)

    def brush(self, tool: str) -> Locator:
        """Keep, Remove or Unsure (hair)."""
        return self.radio(tool)

    def checkbox(self, name: str) -> Locator:
        return self.page.get_by_role("checkbox", name=name, exact=True)

    def slider(self, name: str) -> Locator:
        return self.page.get_by_role("slider", name=name, exact=True)

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    # What a person does

    def choose(self, *paths: Path) -> None:
        self.photo_input.set_input_files([str(path) for path in paths])

    def use_mask(self, path: Path) -> None:
        self.mask_input.set_input_files(str(path))

    def pick(self, radio: str) -> None:
        """Choose one of a row of radios by its visible face, as a pointer does."""
        self.radio(radio).check(force=True)
        expect(self.radio(radio)).to_be_checked()

    def unfold(self, group: str) -> None:
        """Open a group of the panel if it is closed."""
        fold = self.page.get_by_role("button", name=group, exact=True)
        if fold.get_attribute("aria-expanded") == "false":
            fold.click()
        expect(fold).to_have_attribute("aria-expanded", "true")

    def move(self, slider: str, value: float) -> None:
        """Set a knob and wait until the page has done what it asks for."""
        with self.something_runs():
            self.slider(slider).fill(str(value))

    def milliseconds_to_paint(self, slider: str, value: str) -> float:
        """Set a knob and measure from the input event to the first frame in which the canvas has changed."""
        return self.page.evaluate(MOVE_AND_WATCH, [slider, value])

    def lay_out(self, photo: Path, mask: Path) -> None:
        """Have this photo on the page, cut out after this mask; nothing to do if it is there."""
        if self.page.get_by_role("heading", name=photo.name, exact=True).count() and not self.alert.count():
            return self.wait_for_cutout()
        self.go_home()
        self.use_mask(mask)
        self.choose(photo)
        return self.wait_for_cutout()

    def tidy_up(self) -> None:
        """Everything to its default, without marks, nothing open."""
        for name in (
            "Close",
            "Close this notice",
            "Clear marks",
            "Apply marks",
            "Back to settings",
            "Back to photos",
        ):
            button = self.button(name)
            if button.count() and button.is_enabled():
                button.click()
        reset = self.button("Reset")
        if reset.count() and reset.is_enabled():
            reset.click()
        if self.button("Fit the photo").count():
            if (
                self.button("Compare").count()
                and self.button("Compare").get_attribute("aria-pressed") == "true"
            ):
                self.button("Compare").click()
            self.button("Fit the photo").click()

    def save(self, button: str) -> Path:
        """Press a download button and keep the file."""
        with self.page.expect_download(timeout=2 * MINUTE) as wait:
            self.button(button).click()
        path = self.folder / wait.value.suggested_filename
        wait.value.save_as(path)
        return path

    def save_by_key(self) -> Path:
        """Download the cutout with Ctrl+S, from wherever the hands are."""
        with self.page.expect_download(timeout=2 * MINUTE) as wait:
            self.page.keyboard.press("Control+s")
        path = self.folder / wait.value.suggested_filename
        wait.value.save_as(path)
        return path

    # What a person waits for

    def wait_for_cutout(self, minutes: float = 6) -> None:
        expect(self.button("Download cutout")).to_be_enabled(timeout=minutes * MINUTE)

    def eventually(self, found: Callable[[], T], seconds: float = 60) -> T:
        """Ask in every frame until the answer is true, and return it; the last answer after ``seconds``."""
        end = time.monotonic() + seconds
        while not (answer := found()) and time.monotonic() < end:
            self.page.evaluate("new Promise(requestAnimationFrame)")
        return answer

    def sees_other_than(self, picture: bytes) -> bytes:
        """Wait until the stage shows something else than on this screenshot, and return the new one."""
        shown = picture

        def look() -> bool:
            nonlocal shown
            shown = self.picture.screenshot()
            return shown != picture

        assert self.eventually(look), "the stage shows the same picture as before"
        return shown

    def wait_until_loaded(self, pattern: str, *, after: int = 0) -> None:
        """Wait until a file whose address matches has been loaded, since ``loaded`` had ``after`` entries."""
        wanted = re.compile(pattern)
        if not any(map(wanted.search, self.loaded[after:])):
            self.page.context.wait_for_event(
                "requestfinished", predicate=lambda request: wanted.search(request.url) is not None
            )

    @property
    def python_workers(self) -> list[Worker]:
        return [worker for worker in self.page.workers if PYTHON_WORKER in worker.url]

    def heard(self) -> list[str]:
        """Everything that the status line has said since the page was opened."""
        return [said["words"] for said in self.page.evaluate("heard")]

    def hears(self, words: str, *, after: int = 0, minutes: float = 6) -> dict:
        """Wait until the status line says something, and tell what and when."""
        found = self.page.wait_for_function(
            "([words, after]) => heard.slice(after).find((said) => new RegExp(words).test(said.words))",
            arg=[words, after],
            timeout=minutes * MINUTE,
        )
        return found.json_value()

    @contextlib.contextmanager
    def something_runs(self):
        """Inside, something is done that makes the page work; afterwards, it has finished."""
        before = len(self.heard())
        yield
        self.hears("^(?!Cutout ready|.*not yet applied)", after=before)
        self.hears("^Cutout ready", after=before)
        self.wait_for_cutout()

    def says(self, words: str) -> None:
        """One alert, in plain words."""
        expect(self.alert).to_have_count(1, timeout=4 * MINUTE)
        expect(self.alert).to_contain_text(re.compile(words))
