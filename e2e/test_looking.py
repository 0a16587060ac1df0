"""Looking closely: views, the wipe, zoom and moves, by keyboard and by button."""

import re

import pytest
from playwright.sync_api import expect

VIEWS = ("Original", "Raw mask", "Trimap", "Matte", "Cutout", "Backdrop")


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_shows_something_of_its_own(desk, view):
    desk.pick("Cutout" if view == "Original" else "Original")
    before = desk.picture.screenshot()
    desk.pick(view)
    expect(desk.picture).to_have_accessible_name(re.compile(rf"small\.png, {view}, \d+\s?%"))
    desk.sees_other_than(before)


def test_what_the_ai_did_not_look_at_cannot_be_viewed(desk):
    """With a mask file nothing is enhanced, so there is nothing to see."""
    expect(desk.radio("Enhanced")).to_be_disabled()


def test_numbers_choose_views_while_the_photo_has_the_focus(desk):
    desk.photo.focus()
    desk.page.keyboard.press("5")
    expect(desk.radio("Matte")).to_be_checked()
    desk.page.keyboard.press("6")
    expect(desk.radio("Cutout")).to_be_checked()


def test_the_wipe_moves_by_keyboard(desk):
    desk.pick("Cutout")
    desk.photo.focus()
    desk.page.keyboard.press("c")
    wipe = desk.slider("Compare original and cutout")
    expect(wipe).to_have_value("50")
    middle = desk.picture.screenshot()
    wipe.focus()
    desk.page.keyboard.press("ArrowRight")
    expect(wipe).to_have_value("51")
    for _ in range(4):
        desk.page.keyboard.press("Shift+ArrowRight")
    expect(wipe).to_have_value("91")
    expect(wipe).to_have_attribute("aria-valuetext", re.compile(r"91\s?% original"))
    desk.sees_other_than(middle)
    desk.page.keyboard.press("Home")
    expect(wipe).to_have_value("0")
    for _ in range(5):
        desk.page.keyboard.press("Shift+ArrowRight")
    desk.photo.focus()
    desk.page.keyboard.press("c")
    expect(wipe).to_have_count(0)


def test_side_by_side(desk):
    alone = desk.picture.screenshot()
    pair = desk.button("Side by side")
    pair.click()
    expect(pair).to_have_attribute("aria-pressed", "true")
    desk.sees_other_than(alone)
    pair.click()
    expect(pair).to_have_attribute("aria-pressed", "false")


def test_zoom_and_move_down_to_single_pixels(desk):
    desk.photo.focus()
    fitted = zoom(desk)
    desk.page.keyboard.press("+")
    assert desk.eventually(lambda: zoom(desk) > fitted)
    while zoom(desk) < 800:
        here = zoom(desk)
        desk.page.keyboard.press("+")
        assert desk.eventually(lambda here=here: zoom(desk) > here)
    here = desk.picture.screenshot()
    desk.page.keyboard.press("ArrowRight")
    desk.sees_other_than(here)  # an arrow moves the photo
    closest = zoom(desk)
    desk.page.keyboard.press("-")
    assert desk.eventually(lambda: zoom(desk) < closest)
    desk.page.keyboard.press("0")
    assert desk.eventually(lambda: zoom(desk) == fitted)
    desk.page.get_by_role("button", name=re.compile("Show at 100")).click()
    assert desk.eventually(lambda: zoom(desk) == 100)


def zoom(desk) -> float:
    """What the picture says about its size, in percent."""
    name = desk.picture.get_attribute("aria-label")
    return float(re.search(r"([\d.,]+)\s?%$", name).group(1).replace(",", ""))
