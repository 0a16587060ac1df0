"""Photos that cannot be cut out: one plain sentence with what to do next, and the next photo works."""

import re

import pytest
from playwright.sync_api import expect

BAD = {
    "words": r"This file is not a photo\. ?Save it as JPEG, PNG or WebP",
    "raw": r"Wispcut cannot read TIFF photos in this browser\. ?Save it as JPEG, PNG or WebP",
    "iphone": r"This file is not a photo\. ?Save it as JPEG, PNG or WebP",
    "empty": r"This file is empty\. ?Choose the photo again",
    "cut_off": r"This photo is cut off\b.*Copy it again",
    "bomb": r"Too large for this device\. ?Up to \d+ megapixels fit here; this one has 630\. Make it smaller",
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_whole_photo(desk, pictures, name):
    desk.choose(pictures[name])
    desk.says(BAD[name])
    details = desk.alert.get_by_role("group")
    expect(desk.alert.get_by_text("Code", exact=True)).to_be_hidden()
    desk.alert.get_by_text("Details", exact=True).click()
    expect(details.get_by_text("Code", exact=True)).to_be_visible()
    desk.lay_out(pictures["small"], pictures["small_mask"])
    expect(desk.alert).to_have_count(0)


def test_neither_a_wrong_file_nor_a_good_one_destroys_finished_work(desk, pictures):
    desk.button("Correct by hand").click()
    desk.brush("Remove").check(force=True)
    desk.photo.click()
    with desk.something_runs():
        desk.button("Apply marks").click()
    brushed = desk.save_by_key().read_bytes()
    desk.choose(pictures["words"])
    desk.says(BAD["words"])
    desk.alert.get_by_role("button").first.click()
    expect(desk.alert).to_have_count(0)
    expect(desk.page.get_by_role("heading", name="small.png", exact=True)).to_be_visible()
    assert desk.save_by_key().read_bytes() == brushed
    expect(desk.button("Undo")).to_be_enabled()

    desk.choose(pictures["one"])
    expect(desk.page.get_by_role("heading", name="one.png", exact=True)).to_be_visible()
    desk.button("Back to it").click()
    expect(desk.page.get_by_role("heading", name="small.png", exact=True)).to_be_visible()
    expect(desk.button("Download cutout")).to_be_enabled()
    assert desk.save_by_key().read_bytes() == brushed
    desk.button("Undo").click()
    with desk.something_runs():
        desk.button("Apply marks").click()
    assert desk.save_by_key().read_bytes() != brushed


def test_no_subject(desk, pictures):
    desk.go_home()
    desk.use_mask(pictures["flat_mask"])
    desk.choose(pictures["flat"])
    desk.says(r"No subject found\. ?Paint one with Keep, or choose another photo\.")
    expect(desk.button("Paint with Keep")).to_be_visible()
    expect(desk.button("Download original")).to_be_enabled()
    desk.lay_out(pictures["small"], pictures["small_mask"])


def test_a_mask_that_is_no_picture(desk, pictures):
    desk.use_mask(pictures["words"])
    desk.says(r"This mask cannot be read\. ?Save it as PNG and choose it again\.")
    desk.use_mask(pictures["small_mask"])
    desk.wait_for_cutout()
    expect(desk.alert).to_have_count(0)


def test_a_mask_of_another_shape_is_refused_not_stretched(desk, pictures):
    before = desk.save_by_key().read_bytes()
    desk.use_mask(pictures["wide_mask"])
    desk.says(r"This mask has another shape than the photo\. ?It is 1536 × 384 px, the photo 240 × 240 px")
    desk.alert.get_by_role("button").first.click()
    assert desk.save_by_key().read_bytes() == before, "the finished cutout is as it was"
    desk.use_mask(pictures["small_mask"])
    desk.wait_for_cutout()
    expect(desk.alert).to_have_count(0)


def test_an_empty_clipboard(desk):
    desk.page.evaluate(
        "document.dispatchEvent(new ClipboardEvent('paste', {bubbles: true, clipboardData: new DataTransfer()}))"
    )
    expect(desk.page.get_by_text(re.compile("There is no photo on the clipboard"))).to_be_visible()
    expect(desk.button("Download cutout")).to_be_enabled()
