"""Knobs: every one is there with its unit; live preview, undo and redo, defaults, memory."""

import json
import re

import pytest
from playwright.sync_api import expect

from testing.photos import pixels

SPECIAL = {
    "matting.quality": ("group", "Quality"),
    "cutout.background": ("group", "Background"),
    "cutout.mask_only": ("checkbox", "Mask only"),
    "resize.sharpness": ("group", "Sharpness"),
}
"""Knobs that have a form of their own on the page."""
WHEN_NEEDED = {"cutout.colour", "cutout.blur", "backdrop.keep_gradient", "resize.strength"}
"""Knobs that show with the choice they belong to."""
GROUPS = ("Edge", "Enhance", "Export", "Advanced")
HAIR_ZONE = "Width of the hair zone"


@pytest.fixture(scope="module")
def schema(command_line) -> dict:
    """What the package of this site says about its knobs."""
    return json.loads(command_line("settings"))


def test_every_knob_of_the_page_is_a_labelled_control_with_its_unit(desk, schema):
    for group in GROUPS:
        desk.unfold(group)
    wrong = []
    for section, part in schema["properties"].items():
        for key, knob in part["properties"].items():
            name = f"{section}.{key}"
            if name in WHEN_NEEDED:
                continue
            if is_there(desk, name, knob) != (knob["x-group"] != "command"):
                wrong.append(f"{name} ({knob['title']})")
    assert wrong == []


def is_there(desk, name: str, knob: dict) -> bool:
    if name in SPECIAL:
        role, title = SPECIAL[name]
        return desk.page.get_by_role(role, name=title, exact=True).count() == 1
    title = knob["title"]
    if knob["x-kind"] == "flag":
        return desk.checkbox(title).count() == 1
    if knob["x-kind"] == "choice":
        return desk.page.get_by_role("combobox", name=title, exact=True).count() == 1
    if knob["x-kind"] == "colour":
        return desk.page.get_by_label(title, exact=True).count() == 1
    if desk.slider(title).count() != 1:  # ranges without end have a number only
        return desk.page.get_by_role("spinbutton", name=title, exact=True).count() == 1
    unit = knob["x-unit"]
    return not unit or unit in desk.slider(title).get_attribute("aria-valuetext")


def test_a_moved_slider_shows_its_effect_before_the_full_result(desk):
    desk.unfold("Edge")
    desk.pick("Trimap")
    desk.page.evaluate(
        """() => {
            const canvas = document.querySelector('canvas');
            const [before, from] = [canvas.toDataURL(), heard.length];
            globalThis.seen = new Promise((done) => {
                const look = () => canvas.toDataURL() === before
                    ? requestAnimationFrame(look)
                    : done(heard.slice(from).some(({ words }) => words.startsWith('Cutout ready')));
                requestAnimationFrame(look);
            });
        }"""
    )
    with desk.something_runs():
        desk.slider(HAIR_ZONE).fill("25")
        assert desk.page.evaluate("seen") is False, "the preview comes before the full result"


def test_undo_redo_and_reset(desk):
    desk.unfold("Edge")
    zone = desk.slider(HAIR_ZONE)
    default = zone.input_value()
    desk.move(HAIR_ZONE, 20)
    expect(zone).to_have_attribute("aria-valuetext", re.compile(r"20 px, changed"))
    with desk.something_runs():
        desk.button("Undo").click()
    expect(zone).to_have_value(default)
    with desk.something_runs():
        desk.page.keyboard.press("Control+Shift+Z")
    expect(zone).to_have_value("20")
    with desk.something_runs():
        desk.button("Defaults: Edge").click()
    expect(zone).to_have_value(default)
    desk.pick("White")
    desk.button("Reset").click()
    expect(desk.radio("Transparent")).to_be_checked()
    desk.button("Undo").click()
    expect(desk.radio("White")).to_be_checked()


def test_knobs_that_change_nothing_just_now_are_disabled_and_say_so(desk):
    desk.unfold("Edge")
    desk.unfold("Advanced")
    radius = desk.slider("Guided filter radius")
    expect(radius).to_be_disabled()
    desk.sees("These count while")
    with desk.something_runs():
        desk.checkbox("Refine the edge").uncheck()
    expect(radius).to_be_enabled()
    desk.move("Guided filter radius", 2)
    with desk.something_runs():
        desk.button("Reset").click()


def test_a_double_click_goes_back_to_the_default(desk):
    desk.unfold("Edge")
    zone = desk.slider(HAIR_ZONE)
    default = zone.input_value()
    desk.move(HAIR_ZONE, 12)
    desk.page.get_by_role("spinbutton", name=f"{HAIR_ZONE}, exact value").dblclick()  # selects the number
    expect(zone).to_have_value("12")
    with desk.something_runs():
        desk.page.get_by_text(HAIR_ZONE, exact=True).dblclick()
    expect(zone).to_have_value(default)


def test_a_number_beyond_the_range_is_made_to_fit(desk, schema):
    desk.unfold("Edge")
    number = desk.page.get_by_role("spinbutton", name=f"{HAIR_ZONE}, exact value")
    highest = schema["properties"]["trimap"]["properties"]["erode"]["maximum"]
    with desk.something_runs():
        number.fill("9999")
        number.press("Enter")
    expect(number).to_have_value(str(highest))


@pytest.mark.parametrize("quality", ["Fast", "Best"])
def test_quality_is_a_choice_of_three(desk, quality):
    with desk.something_runs():
        desk.pick(quality)
    expect(desk.radio("Balanced")).not_to_be_checked()


def test_settings_are_remembered_after_a_reload(desk, pictures):
    desk.unfold("Edge")
    desk.move(HAIR_ZONE, 18)
    desk.pick("Black")
    desk.page.get_by_role("combobox", name="Format").select_option("webp")
    desk.page.reload()
    desk.lay_out(pictures["small"], pictures["small_mask"])
    expect(desk.slider(HAIR_ZONE)).to_have_value("18")
    expect(desk.radio("Black")).to_be_checked()
    expect(desk.page.get_by_role("combobox", name="Format")).to_have_value("webp")
    desk.page.get_by_role("combobox", name="Format").select_option("png")


def test_a_background_picture_is_not_remembered_and_neither_is_its_choice(desk, pictures):
    desk.page.get_by_label("Choose background image", exact=True).set_input_files(str(pictures["two"]))
    expect(desk.radio("Image")).to_be_checked()
    desk.page.reload()
    desk.lay_out(pictures["small"], pictures["small_mask"])
    expect(desk.radio("Transparent")).to_be_checked()
    assert pixels(desk.save("Download cutout")).shape == (240, 240, 4)
