"""Fingers, as the browser's own touch input, on a photo that fills a phone; and a phone with little memory."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from testing.person import SMALL_AI, with_cores
from testing.photos import pixels

UPRIGHT = {"width": 390, "height": 844}
LOW = {"width": 480, "height": 320}
PHONE = {"viewport": UPRIGHT, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"
)
FINGER, PALM = 10, 45
"""Radius of a contact, in CSS pixels."""
ZOOM = re.compile(r"(\d+)\s?%$")


class Fingers:
    """Each finger is a name with a place; places are shares of the stage."""

    def __init__(self, person):
        self.person = person
        self.devtools = person.page.context.new_cdp_session(person.page)
        self.down: dict[int, dict] = {}

    def place(self, x: float, y: float) -> dict[str, float]:
        box = self.person.picture.bounding_box()
        return {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]}

    def touch(self, finger: int, x: float, y: float, radius: float = FINGER) -> None:
        """Put a finger down, or move it."""
        self.put(finger, self.place(x, y), radius)

    def pinch(self, begin: float, end: float) -> None:
        """Two fingers on the diagonal, from one distance from the middle to another, as shares of the stage."""
        sides = {1: -1, 2: 1}
        for finger, side in sides.items():
            self.touch(finger, 0.5 + side * begin, 0.5 + side * begin)
        for finger, side in sides.items():
            self.drag(finger, *((0.5 + side * far,) * 2 for far in ((begin + end) / 2, end)))
        for finger in sides:
            self.lift(finger)

    def drag(self, finger: int, *places: tuple[float, float]) -> None:
        """Along places of the stage as it lies at first: the page may scroll under the finger."""
        for place in [self.place(x, y) for x, y in places]:
            self.put(finger, place)

    def put(self, finger: int, place: dict[str, float], radius: float = FINGER) -> None:
        kind = "touchMove" if finger in self.down else "touchStart"
        self.down[finger] = {**place, "id": finger, "radiusX": radius, "radiusY": radius}
        self.send(kind)

    def lift(self, finger: int) -> None:
        del self.down[finger]
        self.send("touchEnd")

    def send(self, kind: str) -> None:
        points = [*self.down.values()]
        self.devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.fixture(scope="module")
def hand(meet, host, pictures):
    """Somebody with a phone and a finished cutout."""
    person = meet(host, service_workers="block", **PHONE)
    person.arrive()
    person.use_mask(pictures["small_mask"])
    person.choose(pictures["small"])
    person.wait_for_cutout()
    yield person
    assert person.errors == []


@pytest.fixture
def fingers(hand):
    """On the fitted photo."""
    yield Fingers(hand)
    hand.photo.press("0")


def zoom(hand) -> int:
    return int(ZOOM.search(hand.picture.get_attribute("aria-label"))[1])


def test_two_fingers_zoom_and_one_moves(hand, fingers):
    fitted = zoom(hand)
    fingers.pinch(0.05, 0.2)
    assert hand.eventually(lambda: zoom(hand) > 2 * fitted), (fitted, zoom(hand))
    large = zoom(hand)
    before = hand.picture.screenshot()
    fingers.drag(1, (0.7, 0.5), (0.5, 0.5), (0.3, 0.5))
    fingers.lift(1)
    hand.sees_other_than(before)
    assert zoom(hand) == large
    fingers.pinch(0.3, 0.01)
    assert hand.eventually(lambda: zoom(hand) < large / 2), (large, zoom(hand))


def test_a_finger_wipes(hand, fingers):
    hand.button("Compare").tap()
    wipe = hand.slider("Compare original and cutout")
    expect(wipe).to_have_value("50")
    fingers.drag(1, (0.5, 0.5), (0.6, 0.5), (0.75, 0.5))
    fingers.lift(1)
    assert float(wipe.input_value()) > 65
    hand.button("Compare").tap()


def test_a_finger_that_rests_on_a_view_shows_the_original(hand, fingers):
    shows = lambda view: expect(hand.picture).to_have_accessible_name(re.compile(f", {view}, "))  # noqa: E731
    shows("Cutout")
    cutout = hand.picture.screenshot()
    fingers.touch(1, 0.5, 0.5)
    shows("Original")
    hand.sees_other_than(cutout)
    fingers.lift(1)
    shows("Cutout")


def test_one_finger_paints_while_the_palm_lies_on_the_glass(hand, fingers):
    fitted = zoom(hand)
    hand.button("By hand").tap()
    fingers.touch(1, 0.4, 0.4)
    fingers.touch(2, 0.8, 0.9, PALM)
    fingers.drag(1, (0.45, 0.45), (0.55, 0.5))
    fingers.touch(2, 0.82, 0.88, PALM)
    fingers.drag(1, (0.6, 0.5))
    fingers.lift(1)
    fingers.lift(2)
    hand.hears("1 mark, not yet applied")
    assert zoom(hand) == fitted
    # A second finger at once is a pinch, and leaves no mark.
    fingers.pinch(0.05, 0.2)
    assert hand.eventually(lambda: zoom(hand) > fitted)
    expect(hand.status).to_contain_text("1 mark, not yet applied")
    hand.button("Discard").tap()
    hand.button("By hand").tap()


def test_on_a_low_screen_a_finger_on_the_photo_scrolls_the_page(hand, fingers):
    hand.page.set_viewport_size(LOW)
    try:
        expect(hand.picture).to_be_in_viewport()
        expect(hand.button("Download cutout")).not_to_be_in_viewport(ratio=1)
        hand.page.evaluate("scrollTo(0, 0)")
        fingers.drag(1, *((0.5, 0.9 - 0.1 * step) for step in range(9)))
        fingers.lift(1)
        assert hand.eventually(lambda: hand.page.evaluate("scrollY > 50"))
    finally:
        hand.page.set_viewport_size(UPRIGHT)


def test_with_little_memory_one_python_and_one_thread_do_it(meet, host, pictures):
    person = meet(host, settings=SMALL_AI, user_agent=IPHONE, **PHONE)
    person.page.add_init_script(with_cores(6, memory=2))
    started = []
    person.page.on("worker", lambda worker: started.append(worker.url))
    before = len(host.asked)
    person.arrive()
    started.clear()
    person.choose(pictures["astronaut"])
    person.wait_for_cutout()
    alpha = pixels(person.save("Download cutout"))[..., 3]
    assert (alpha[100:150, 200:240] > 250).all() and (alpha[:40, :150] == 0).all()
    assert np.mean((alpha > 10) & (alpha < 245)) > 0.002
    assert [url for url in started if url.startswith("blob:") or "ort-wasm" in url] == [], (
        "no thread of the AI's"
    )
    assert not any("u2netp" in path for path in host.asked[before:]), "no first look"
    assert len(person.python_workers) == 1
    assert person.eventually(lambda: not any("mask.worker" in worker.url for worker in person.page.workers))
    assert person.errors == []
    person.page.context.close()
