"""Many photos: a list, one at a time; a failure stops nothing; one ZIP at the end."""

import io
import re
import shutil
import zipfile

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from testing.person import SMALL_AI
from testing.photos import pixels


@pytest.fixture(scope="module")
def queue(meet, host, pictures):
    """Two photos and one file of words, done by the small AI, after a single photo that was made smaller."""
    person = meet(host, settings=SMALL_AI)
    person.arrive()
    person.use_mask(pictures["small_mask"])
    person.choose(pictures["small"])
    person.wait_for_cutout()
    person.unfold("Export")
    resize(person, 50)
    person.choose(pictures["one"], pictures["words"], pictures["two"])
    return person


def test_all_are_done_and_the_failure_has_its_reason(queue):
    expect(queue.page.get_by_role("heading", name="3 photos")).to_be_visible()
    queue.hears(r"Photo \d of 3")
    queue.hears("All 3 photos are done", minutes=8)
    rows = queue.page.get_by_role("listitem")
    expect(rows).to_have_count(3)
    expect(rows.filter(has_text="words.jpg")).to_contain_text(
        re.compile("This file is not a photo.*Save it as JPEG")
    )
    for name in ("one.png", "two.png"):
        expect(rows.filter(has_text=name)).to_contain_text("Cutout ready")
        expect(queue.button(f"Save {name}")).to_be_enabled()


def test_one_zip_with_a_list_of_what_failed(queue):
    path = queue.save("Download 2 as ZIP")
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == 3 and "failed.txt" in names
        failed = archive.read("failed.txt").decode()
        assert "words.jpg" in failed and "not a photo" in failed and "one.png" not in failed
        for name, size in (("one", (200, 200)), ("two", (200, 210))):
            (inside,) = (each for each in names if each.startswith(name))
            cutout = np.asarray(Image.open(io.BytesIO(archive.read(inside))))
            assert cutout.shape == (*size, 4)
            assert 0.1 < (cutout[..., 3] > 127).mean() < 0.9


def resize(person, percent: int) -> None:
    field = person.page.get_by_role("spinbutton", name="Percent", exact=True)
    field.fill(str(percent))
    field.press("Enter")
    person.wait_for_cutout()


def test_a_row_can_be_opened_and_left_with_a_size_of_its_own(queue):
    queue.checkbox("Crop to the subject").check()
    queue.button("Open one.png").click()
    queue.wait_for_cutout()
    expect(queue.page.get_by_role("heading", name="one.png")).to_be_visible()
    expect(queue.checkbox("Crop to the subject")).not_to_be_checked()
    resize(queue, 50)
    # Two clicks in one breath leave once.
    queue.button("Back to photos").evaluate("(button) => { button.click(); button.click(); }")
    expect(queue.page.get_by_role("heading", name="3 photos")).to_be_visible()
    expect(queue.checkbox("Crop to the subject")).to_be_checked()
    assert pixels(queue.save("Save one.png")).shape == (100, 100, 4)
    assert queue.errors == []


def test_a_background_that_changed_on_the_disk_fails_its_row_and_nothing_else(queue, pictures, tmp_path):
    picture = tmp_path / "behind.png"
    shutil.copy(pictures["two"], picture)
    queue.button("Open two.png").click()
    queue.wait_for_cutout()
    queue.page.get_by_label("Choose background image", exact=True).set_input_files(str(picture))
    expect(queue.radio("Image")).to_be_checked()
    picture.write_bytes(b"")
    queue.button("Back to photos").click()
    expect(queue.page.get_by_role("heading", name="3 photos")).to_be_visible()
    row = queue.page.get_by_role("listitem").filter(has_text="two.png")
    expect(row).to_contain_text("Choose the background picture again.")
    expect(queue.button("Try again: two.png")).to_be_enabled()
    assert queue.errors == []


def test_what_is_left_before_it_is_done_the_list_does(queue, pictures):
    queue.button("Open one.png").click()
    queue.wait_for_cutout()
    queue.use_mask(pictures["small_mask"])
    queue.slider("Keep as subject from").fill("180")
    queue.button("Back to photos").click()
    expect(queue.page.get_by_role("listitem").filter(has_text="one.png")).to_contain_text("Cutout ready")
    assert not pixels(queue.save("Save one.png"))[:5, :, 3].any(), "by the mask"
    queue.button("Open one.png").click()
    expect(queue.slider("Keep as subject from")).to_have_value("180")
    expect(queue.page.get_by_text("Mask from small_mask.png")).to_be_visible()
    queue.button("Back to photos").click()
    expect(queue.slider("Keep as subject from")).to_have_value("240")
    assert queue.errors == []


def test_the_list_can_be_stopped_and_goes_on(queue, pictures):
    before = len(queue.heard())
    queue.choose(pictures["one"], pictures["two"])
    expect(queue.page.get_by_role("heading", name="5 photos")).to_be_visible()
    queue.hears(r"Photo \d of 5", after=before)
    queue.button("Cancel").click()
    queue.hears("^Stopped", after=before)
    expect(queue.button("Cancel")).to_have_count(0)
    queue.button("Remove words.jpg").click()
    expect(queue.page.get_by_role("heading", name="4 photos")).to_be_visible()
    expect(queue.button("Continue")).to_be_enabled()
    rows = queue.page.get_by_role("listitem").filter(has_text="one.png")
    expect(rows.first).to_contain_text("Cutout ready")
    queue.page.get_by_role("button", name="Remove one.png", exact=True).first.click()
    expect(queue.page.get_by_role("heading", name="3 photos")).to_be_visible()
    expect(rows).to_have_count(1)
    assert queue.errors == []
