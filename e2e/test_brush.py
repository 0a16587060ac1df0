"""Correcting by hand: keep, remove, unsure; undo; only what was touched is refined again."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect
from scipy import ndimage
from wispcut import settings
from wispcut.core.pixels import from_bytes
from wispcut.survey import survey

from testing.ai_scenes import ai_scene
from testing.photos import KEEP_COLUMNS, KEEP_ROWS, pixels


@pytest.fixture
def painter(desk):
    """The desk with the brush in hand."""
    desk.button("Correct by hand").click()
    expect(desk.brush("Keep")).to_be_visible()
    yield desk
    if desk.button("Discard").count():
        desk.button("Discard").click()
    if desk.button("Correct by hand").count():
        desk.button("Correct by hand").click()
    if desk.button("Clear marks").is_enabled():
        desk.button("Clear marks").click()
        with desk.something_runs():
            desk.button("Apply marks").click()


def stroke(desk, *points: tuple[float, float], size=(240, 240)) -> None:
    """Draw through points of the fitted photo, given as shares of its width and height."""
    width, height = size
    box = desk.photo.bounding_box()
    zoom = float(re.search(r"([\d.]+)\s?%$", desk.picture.get_attribute("aria-label")).group(1)) / 100
    left = box["x"] + (box["width"] - width * zoom) / 2
    top = box["y"] + (box["height"] - height * zoom) / 2
    mouse = desk.page.mouse
    for step, (x, y) in enumerate(points):
        mouse.move(left + x * width * zoom, top + y * height * zoom, steps=4)
        if step == 0:
            mouse.down()
    mouse.up()


def test_remove_takes_away_and_keep_brings_back(painter):
    before = pixels(painter.save_by_key())[..., 3]
    assert (before[KEEP_ROWS, KEEP_COLUMNS] == 255).all()
    assert (before[100:140, 4:16] == 0).all()
    painter.brush("Remove").check(force=True)
    stroke(painter, (0.42, 0.4), (0.58, 0.54))
    expect(painter.status).to_contain_text("1 mark, not yet applied")
    painter.brush("Keep").check(force=True)
    stroke(painter, (0.04, 0.35), (0.04, 0.6))
    expect(painter.status).to_contain_text("2 marks, not yet applied")
    with painter.something_runs():
        painter.button("Apply marks").click()
    after = pixels(painter.save_by_key())[..., 3]
    assert (after[KEEP_ROWS, KEEP_COLUMNS] == 0).any()
    assert (after[100:130, 9] == 255).all()


def test_hair_makes_its_surroundings_unknown(painter):
    painter.brush("Unsure (hair)").check(force=True)
    stroke(painter, (0.45, 0.45), (0.55, 0.55))
    with painter.something_runs():
        painter.button("Apply marks").click()
    painter.pick("Trimap")
    marked = painter.picture.screenshot()
    painter.button("Undo").click()
    with painter.something_runs():
        painter.button("Apply marks").click()
    painter.pick("Trimap")
    painter.sees_other_than(marked)


def test_marks_can_be_undone_redone_and_discarded(painter):
    painter.brush("Keep").check(force=True)
    stroke(painter, (0.5, 0.5), (0.6, 0.5))
    stroke(painter, (0.5, 0.6), (0.6, 0.6))
    painter.button("Undo").click()
    expect(painter.status).to_contain_text("1 mark, not yet applied")
    painter.button("Redo").click()
    expect(painter.status).to_contain_text("2 marks, not yet applied")

    painter.button("Delete mark 1: Keep").click()
    expect(painter.status).to_contain_text("1 mark, not yet applied")
    painter.button("Discard").click()
    painter.sees("No marks yet.")


def test_painting_by_keyboard(painter):
    painter.photo.focus()
    keyboard = painter.page.keyboard
    keyboard.press("2")
    expect(painter.brush("Remove")).to_be_checked()
    size = painter.slider("Brush size").input_value()
    keyboard.press("]")
    assert float(painter.slider("Brush size").input_value()) > float(size)
    keyboard.press("Enter")
    for _ in range(4):
        keyboard.press("ArrowRight")
    keyboard.press("Enter")
    expect(painter.status).to_contain_text("1 mark, not yet applied")
    keyboard.press("Escape")
    expect(painter.brush("Remove")).to_have_count(0)


def test_only_touched_parts_are_refined_again(desk, pictures):
    desk.lay_out(pictures["wide"], pictures["wide_mask"])
    plain = pixels(desk.save("Download cutout"))
    whole = [words for words in desk.heard() if words.startswith("Refining hair")][-1]
    assert "of 2" in whole, "the wide photo has two parts"
    desk.button("Correct by hand").click()
    desk.brush("Remove").check(force=True)
    stroke(desk, (0.08, 0.5), (0.12, 0.5), size=(1536, 384))
    desk.sees("Only the part you touched is refined again.")
    before = len(desk.heard())
    with desk.something_runs():
        desk.button("Apply marks").click()
    again = [words for words in desk.heard()[before:] if words.startswith("Refining hair")]
    assert again and all("of 1" in words for words in again)
    marked = pixels(desk.save_by_key())
    assert np.array_equal(marked[:, 1200:], plain[:, 1200:])
    assert (marked[..., 3] != plain[..., 3])[:, :300].any()


def test_one_click_turns_over_a_region_that_was_decided_and_undo_turns_it_back(desk, pictures):
    scene = ai_scene("half_sure_limb")
    height, width = scene.alpha.shape
    found = survey(
        from_bytes(scene.photo),
        (height, width),
        1,
        mask=from_bytes(scene.mask),
        settings=settings.complete(None),
    )
    areas, _ = ndimage.label(found.decided == 1)
    region = areas == 1 + np.argmax(np.bincount(areas.ravel())[1:])
    assert region.sum() > 500
    desk.lay_out(pictures["limb"], pictures["limb_mask"])
    plain = pixels(desk.save("Download cutout"))
    assert (plain[..., 3][region] == 255).all()
    desk.pick("Trimap")
    expect(desk.page.get_by_text("Decided: subject")).to_be_visible()

    desk.button("Correct by hand").click()
    desk.brush("Remove").check(force=True)
    row, column = np.argwhere(region)[region.sum() // 2]
    stroke(desk, (column / width, row / height), size=(width, height))
    expect(desk.status).to_contain_text("1 mark, not yet applied")
    with desk.something_runs():
        desk.button("Apply marks").click()
    turned = pixels(desk.save_by_key())
    assert (turned[..., 3][region] == 0).mean() > 0.95

    desk.button("Undo").click()
    with desk.something_runs():
        desk.button("Apply marks").click()
    assert np.array_equal(pixels(desk.save_by_key()), plain)
