"""A phone: fingers, a narrow screen, held upright and across."""

import pytest
from playwright.sync_api import expect

from testing.photos import KEEP_COLUMNS, KEEP_ROWS

UPRIGHT = {"width": 390, "height": 844}
ACROSS = {"width": 844, "height": 390}
PHONE = {"viewport": UPRIGHT, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
# What a finger misses that lands 21 px from the middle of a control; a link in a text keeps the text's height.
MISSED = """() => {
    const missed = [];
    for (const control of document.querySelectorAll('button:not(.link), select, input')) {
        const face = control.closest('label, .field') ?? control;
        if (control.type === 'file' || !face.checkVisibility() || control.closest('.strip')) continue;
        face.scrollIntoView({ block: 'center' });
        const { left, right, top, bottom } = face.getBoundingClientRect();
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        const aside = right - left < 44 ? [[Math.max(1, x - 21), y], [Math.min(innerWidth - 1, x + 21), y]] : [];
        const hits = (at) => face.contains(document.elementFromPoint(...at));
        if (![[x, y - 21], [x, y + 21], ...aside].every(hits)) missed.push(face.outerHTML.slice(0, 120));
    }
    scrollTo(0, 0);
    return missed;
}"""
ZOOMED_INTO = """() => [...document.querySelectorAll('input, select')]
    .filter((field) => !['file', 'radio', 'checkbox', 'range', 'color'].includes(field.type))
    .filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16)
    .map((field) => field.outerHTML.slice(0, 80))"""
# How far the hair reaches over the letters of a sentence.
HAIR_OVER = """(selector) => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(selector));
    const boxes = [...document.querySelectorAll('.hair path')].map((strand) => strand.getBoundingClientRect());
    return Math.max(...[...range.getClientRects()].flatMap((line) => boxes.map((box) =>
        Math.min(Math.min(line.right, box.right) - Math.max(line.left, box.left),
                 Math.min(line.bottom, box.bottom) - Math.max(line.top, box.top)))));
}"""
BACKGROUND = "(selector) => getComputedStyle(document.querySelector(selector)).backgroundColor"


@pytest.fixture(scope="module")
def hand(meet, host, pictures):
    """Somebody with a phone and a finished cutout."""
    person = meet(host, service_workers="block", reduced_motion="reduce", **PHONE)
    person.arrive()
    return person


def test_the_hair_stays_off_the_first_sentences(hand):
    for width in (320, 360, 390, 447, 500, 560, 600, 700, 800, 899):
        hand.page.set_viewport_size({"width": width, "height": 844})
        expect(hand.page.locator(".frame h1")).to_be_visible()
        assert hand.page.evaluate(HAIR_OVER, ".lead") <= 0, f"{width} px"
    hand.page.set_viewport_size(UPRIGHT)


def test_shortcuts_are_offered_once_a_key_is_pressed(hand):
    hand.button("More").tap()
    expect(hand.button("About")).to_be_visible()
    expect(hand.button("Shortcuts")).to_have_count(0)
    hand.page.keyboard.press("Shift")
    expect(hand.button("Shortcuts")).to_be_visible()
    hand.page.keyboard.press("Escape")


def test_what_a_finger_aims_at_is_large_and_no_field_makes_ios_zoom(hand, pictures):
    hand.use_mask(pictures["small_mask"])
    hand.choose(pictures["small"])
    hand.wait_for_cutout()
    assert hand.page.evaluate(MISSED) == []
    for tab in ("Background", "Edge", "Export", "Enhance"):
        hand.button(tab).tap()
        expect(hand.page.locator("#sheet")).to_be_visible()
        if tab == "Edge":
            hand.unfold("Advanced")
        assert hand.page.evaluate(MISSED) == []
        assert hand.page.evaluate(ZOOMED_INTO) == []
    hand.button("Enhance").tap()


def test_what_is_said_does_not_move_the_photo(hand):
    expect(hand.page.locator(".notice:visible")).to_have_count(0)
    before = hand.picture.bounding_box()
    hand.save("Download cutout")
    expect(hand.page.locator(".notice:visible")).to_have_count(1)
    assert hand.picture.bounding_box() == before
    hand.button("Close this notice").tap()


def test_held_across_everything_is_in_reach(hand):
    hand.page.set_viewport_size(ACROSS)
    for tab in (None, "Background"):
        if tab:
            hand.button(tab).tap()
        expect(hand.button("Download cutout")).to_be_in_viewport(ratio=1)
        photo = hand.picture.bounding_box()
        assert photo["height"] > 180
        assert photo["y"] + photo["height"] <= ACROSS["height"]
    hand.button("Background").tap()
    hand.page.set_viewport_size(UPRIGHT)


def test_marks_not_yet_applied_are_said_on_a_plain_ground(hand):
    hand.button("By hand").tap()
    box = hand.picture.bounding_box()
    row, column = KEEP_ROWS.start / 240, KEEP_COLUMNS.start / 240
    hand.page.touchscreen.tap(box["x"] + column * box["width"], box["y"] + row * box["height"])
    hand.hears("1 mark, not yet applied")
    strip = hand.page.evaluate(BACKGROUND, ".strip")
    assert strip == hand.page.evaluate(BACKGROUND, ".sheet"), "opaque, not a veil over the photo"
    hand.button("Discard").tap()
