"""Working without a pointer: the focus never leaves the page, and Escape does one thing at a time."""

import re

from playwright.sync_api import expect

FOCUS_IS_SOMEWHERE = "() => document.activeElement !== document.body"


def press(desk, button: str) -> None:
    desk.button(button).focus()
    desk.page.keyboard.press("Enter")


def press_away(desk, button: str) -> None:
    """Press a button that is gone afterwards; the focus then moves to something else."""
    press(desk, button)
    expect(desk.button(button)).to_have_count(0)
    desk.page.wait_for_function(FOCUS_IS_SOMEWHERE)


def test_the_focus_goes_on_where_the_work_does(desk):
    press(desk, "Correct by hand")
    expect(desk.photo).to_be_focused()
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("ArrowRight")
    desk.page.keyboard.press("Enter")
    press_away(desk, "Discard")
    press_away(desk, "Back to settings")


def test_the_ring_stays_in_sight(desk):
    desk.photo.focus()
    desk.page.keyboard.press("b")
    for _ in range(9):
        desk.page.keyboard.press("+")
    before = desk.picture.screenshot()
    for _ in range(40):
        desk.page.keyboard.press("Shift+ArrowRight")
    at_the_edge = desk.sees_other_than(before)
    desk.page.keyboard.press("Shift+ArrowLeft")
    desk.sees_other_than(at_the_edge)  # the ring is seen where it moves
    desk.page.keyboard.press("Escape")


def test_another_photo_frees_the_hand(desk, pictures):
    desk.photo.focus()
    desk.page.keyboard.press("b")
    expect(desk.button("Back to settings")).to_be_visible()
    desk.use_mask(pictures["small_mask"])
    desk.choose(pictures["one"])
    expect(desk.button("Back to settings")).to_have_count(0)
    desk.wait_for_cutout()
    expect(desk.status).to_contain_text("Cutout ready")


def test_the_eyedropper_gives_back_what_was_looked_at(desk):
    desk.unfold("Enhance")
    desk.pick("Matte")
    dropper = desk.page.get_by_role("button", name=re.compile("Pick .*from the photo", re.IGNORECASE)).first
    dropper.click()
    expect(desk.radio("Original")).to_be_checked()
    desk.page.keyboard.press("Escape")
    expect(desk.radio("Matte")).to_be_checked()
    dropper.click()
    press(desk, "Correct by hand")
    expect(dropper).to_have_count(0)
    desk.page.keyboard.press("Escape")


def test_escape_closes_a_menu_and_nothing_else(meet, host, pictures):
    person = meet(host, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    person.arrive()
    person.use_mask(pictures["large_mask"])
    person.choose(pictures["large"])
    person.button("More downloads").click()
    expect(person.button("Download original")).to_be_visible()
    person.page.keyboard.press("Escape")
    expect(person.button("Download original")).to_have_count(0)
    expect(person.button("More downloads")).to_be_focused()
    person.wait_for_cutout()
    assert not [words for words in person.heard() if words.startswith("Cancelled")]
    person.page.context.close()
