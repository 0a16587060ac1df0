"""What can be taken away: backgrounds, mask only, formats, smaller sizes with their sharpness, recipes."""

import io
import json
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from testing.photos import pixels


@pytest.fixture
def plain(desk) -> np.ndarray:
    """The cutout on a transparent background, as integers."""
    return pixels(desk.save("Download cutout")).astype(int)


def test_the_same_download_again_is_written_only_once(desk, plain):
    button = desk.button("Download cutout").element_handle()
    desk.page.evaluate(
        """(button) => {
            window.written = 0;
            new MutationObserver(() => { window.written += button.disabled ? 1 : 0; })
                .observe(button, { attributeFilter: ["disabled"] });
        }""",
        button,
    )
    again = pixels(desk.save("Download cutout"))
    assert (again == plain).all()
    assert desk.page.evaluate("() => window.written") == 0, "the file of before"
    desk.pick("White")
    white = pixels(desk.save("Download cutout"))
    assert desk.page.evaluate("() => window.written") > 0, "another background is another file"
    assert white.shape != plain.shape or (white != plain).any()


@pytest.mark.parametrize(("radio", "level"), [("White", 255), ("Black", 0)])
def test_a_background_fills_what_was_transparent(desk, plain, radio, level):
    before = len(desk.heard())
    desk.pick(radio)
    filled = pixels(desk.save("Download cutout")).astype(int)
    alpha = plain[..., 3:]
    assert filled.shape[2] == 3 or (filled[..., 3] == 255).all()
    expected = (plain[..., :3] * alpha + level * (255 - alpha)) / 255
    assert np.abs(filled[..., :3] - expected).max() <= 1
    assert not [
        words for words in desk.heard()[before:] if words.startswith(("Looking", "Refining", "Finding"))
    ]


def test_any_colour(desk, plain):
    desk.pick("Colour")
    desk.page.get_by_label("Background colour", exact=True).fill("#2040c0")
    filled = pixels(desk.save("Download cutout"))
    assert (filled[plain[..., 3] == 0][:, :3] == [0x20, 0x40, 0xC0]).all()


def test_an_own_picture_and_the_blurred_photo_as_background(desk, plain, pictures):
    outside = plain[..., 3] == 0
    desk.page.get_by_label("Choose background image", exact=True).set_input_files(str(pictures["two"]))
    expect(desk.radio("Image")).to_be_checked()
    desk.sees("Background image: two.png")
    own = pixels(desk.save("Download cutout")).astype(int)
    desk.pick("Blurred")
    blurred = pixels(desk.save("Download cutout")).astype(int)
    photo = pixels(pictures["small"]).astype(int)
    assert (own[..., -1] == 255).all() or own.shape[2] == 3
    assert np.abs(own - blurred)[outside].mean() > 10
    rough, soft = (np.abs(np.diff(picture[:30, :, :3], axis=1)).mean() for picture in (photo, blurred))
    assert soft < rough / 2, "the corner of the photo is out of focus"


def test_a_background_that_fits_in_no_memory_is_refused_by_its_header(desk, pictures):
    desk.page.get_by_label("Choose background image", exact=True).set_input_files(str(pictures["bomb"]))
    desk.sees(re.compile(r"Too large for this device\. Up to \d+ megapixels fit here; this one has 630\."))
    expect(desk.radio("Transparent")).to_be_checked()


def test_the_even_backdrop_is_one_colour_of_the_photos_own(desk, plain, pictures):
    outside = plain[..., 3] == 0
    desk.pick("Even")
    even = pixels(desk.save("Download cutout")).astype(int)[..., :3][outside]
    own = pixels(pictures["small"]).astype(int)[..., :3][outside]
    assert np.ptp(even, axis=0).max() == 0
    near = np.abs(own - even).max(-1) <= 20
    assert near.mean() > 0.05, "no invented colour: a part of the backdrop looks so"
    assert np.ptp(own, axis=0).min() > 50, "and the photo's backdrop is not even by itself"


def distance_from_stage(desk, held: np.ndarray) -> float:
    """Mean difference, in levels, of a picture from the middle of the stage, at the best of nine shifts of a pixel."""
    with Image.open(io.BytesIO(desk.picture.screenshot())) as image:
        stage = np.asarray(image.convert("RGB")).astype(float)
    top, left = ((np.array(stage.shape[:2]) - held.shape[:2]) // 2).astype(int)
    return min(
        np.abs(stage[top + dy :, left + dx :][: held.shape[0], : held.shape[1]] - held).mean()
        for dy in (-1, 0, 1)
        for dx in (-1, 0, 1)
    )


@pytest.mark.parametrize(
    "choice", ["White", "Black", "Colour", "Image", "Blurred", "Even", "Mask only", "Shadow"]
)
def test_the_page_shows_what_the_download_holds(desk, pictures, choice):
    if choice == "Image":
        desk.page.get_by_label("Choose background image", exact=True).set_input_files(str(pictures["two"]))
    elif choice == "Mask only":
        desk.checkbox(choice).check()
    elif choice == "Shadow":
        desk.pick("White")
        desk.page.get_by_label("Shadow", exact=True).select_option("both")
    else:
        desk.pick(choice)
    if choice == "Blurred":
        desk.slider("Blur").fill("5")
    desk.pick("Cutout")
    desk.photo.focus()
    desk.page.get_by_role("button", name=re.compile("Show at 100")).click()
    held = pixels(desk.save("Download cutout"))
    held = (held[..., :3] if held.ndim == 3 else held[..., None]).astype(float)
    assert desk.eventually(lambda: distance_from_stage(desk, held) < 1.5)


def test_mask_only_is_the_matte(desk, plain):
    desk.checkbox("Mask only").check()
    matte = pixels(desk.save("Download cutout"))
    matte = matte if matte.ndim == 2 else matte[..., 0]
    assert np.array_equal(matte, plain[..., 3])


def test_webp_keeps_every_pixel_that_can_be_seen(desk, plain):
    desk.page.get_by_role("combobox", name="Format").select_option("webp")
    path = desk.save("Download cutout")
    desk.page.get_by_role("combobox", name="Format").select_option("png")
    with Image.open(path) as image:
        assert image.format == "WEBP"
        got = np.asarray(image.convert("RGBA")).astype(int)
    assert np.array_equal(got[..., 3], plain[..., 3])
    solid = plain[..., 3] == 255
    assert np.array_equal(got[solid], plain[solid])


def test_a_smaller_size_with_the_sharpness_explained(desk, plain):
    desk.unfold("Export")
    width = desk.page.get_by_role("spinbutton", name="Width", exact=True)
    width.fill("96")
    width.press("Enter")
    expect(desk.page.get_by_role("spinbutton", name="Height", exact=True)).to_have_value("96")
    desk.sees("Made smaller from")
    plot = desk.page.get_by_role("img", name=re.compile(r"^Damaged colours by strength"))
    expect(plot).to_be_visible()
    chosen = float(re.search(r"Choice ([\d.]*\d)", plot.get_attribute("aria-label")).group(1))
    assert 0 < chosen <= 3
    desk.button("Show as a table").click()
    rows = desk.page.get_by_role("row").all_inner_texts()
    assert len(rows) > 4 and sum("chosen" in row for row in rows) == 1
    desk.button("Show as a plot").click()
    desk.wait_for_cutout()
    small = pixels(desk.save("Download cutout"))
    assert small.shape == (96, 96, 4)
    assert abs(small[..., 3].mean() - plain[..., 3].mean()) < 2
    desk.pick("Off")
    desk.wait_for_cutout()
    soft = pixels(desk.save("Download cutout"))
    assert np.array_equal(soft[..., 3], small[..., 3]) and (soft != small).any()


def test_a_size_in_percent_a_larger_one_and_sharpness_by_hand(desk, plain):
    desk.unfold("Export")
    width, height, percent = (
        desk.page.get_by_role("spinbutton", name=name, exact=True) for name in ("Width", "Height", "Percent")
    )
    full = width.input_value()
    percent.fill("50")
    percent.press("Enter")
    expect(width).to_have_value(str(plain.shape[1] // 2))
    expect(height).to_have_value(str(plain.shape[0] // 2))
    desk.pick("Manual")
    desk.slider("Sharpening strength").fill("0")
    desk.wait_for_cutout()
    soft = pixels(desk.save("Download cutout"))
    desk.slider("Sharpening strength").fill("2")
    desk.wait_for_cutout()
    sharp = pixels(desk.save("Download cutout"))
    assert soft.shape == sharp.shape == (plain.shape[0] // 2, plain.shape[1] // 2, 4)
    solid = soft[..., 3] == 255
    assert sharp[solid].astype(float).std() > soft[solid].astype(float).std()
    desk.button("Keep proportions").click()
    width.fill("40")
    width.press("Enter")
    expect(height).to_have_value(str(plain.shape[0] // 2))
    width.fill("99999")
    width.press("Enter")
    expect(width).to_have_value(full)
    desk.button("Keep proportions").click()


def share_of_stage(desk, colour: tuple[int, int, int]) -> float:
    with Image.open(io.BytesIO(desk.picture.screenshot())) as image:
        shown = np.asarray(image.convert("RGB")).reshape(-1, 3).astype(int)
    return float((np.abs(shown - colour).max(1) <= 2).mean())


def test_a_colour_is_chosen_while_a_smaller_size_is_shown(desk):
    """Each change makes the shown download anew; ``desk`` hears of a picture that is drawn after it was let go."""
    desk.unfold("Export")
    desk.page.get_by_role("combobox", name="Size", exact=True).select_option("percent 50")
    desk.pick("Colour")
    desk.pick("Cutout")
    for colour in ((0x20, 0x40, 0xC0), (0xC0, 0x40, 0x20), (0x20, 0xC0, 0x40)):
        desk.wait_for_cutout()
        desk.page.get_by_label("Background colour", exact=True).fill("#" + bytes(colour).hex())
        desk.wait_for_cutout()
        held = pixels(desk.save("Download cutout"))
        assert held.shape[:2] == (120, 120)
        assert tuple(held[0, 0, :3]) == colour
        assert desk.eventually(lambda colour=colour: share_of_stage(desk, colour) > 0.05), (
            "the stage shows it, too"
        )


def test_the_size_of_a_file_is_told_until_something_changes_it(desk, plain):
    told = desk.page.locator("#dock-hint")
    expect(told).to_have_text(re.compile(r"^240\s×\s240\spx,\s[\d.]+\s[KM]B$"))
    crop = desk.checkbox("Crop to the subject")
    desk.unfold("Export")
    crop.check()
    expect(told).to_have_text("240 × 240 px")
    crop.uncheck()
    expect(told).to_have_text(re.compile(r"^240\s×\s240\spx,\s[\d.]+\s[KM]B$"))


def test_a_recommendation_is_a_button_that_changes_the_choice(desk, plain):
    desk.unfold("Export")
    desk.page.get_by_role("combobox", name="Size", exact=True).select_option("percent 50")
    plot = desk.page.get_by_role("img", name=re.compile(r"^Damaged colours by strength"))
    expect(plot).to_be_visible()
    before = plot.get_attribute("aria-label")
    desk.button("Apply: allow more").click()
    expect(plot).to_be_visible()
    expect(plot).not_to_have_attribute("aria-label", before)


def test_a_recipe_goes_out_and_comes_back(desk, command_line, pictures, tmp_path):
    desk.unfold("Edge")
    desk.unfold("Advanced")
    desk.move("Width of the hair zone", 14)
    path = desk.save("Save recipe")
    recipe = json.loads(path.read_text())
    assert recipe["settings"]["trimap"]["erode"] == 14
    assert recipe["wispcut"] and recipe["versions"]["numpy"]
    cutout = pixels(desk.save("Download cutout")).astype(int)
    with desk.something_runs():
        desk.button("Reset").click()
    with desk.something_runs():
        desk.page.get_by_label("Load recipe", exact=True).set_input_files(str(path))
    expect(desk.slider("Width of the hair zone")).to_have_value("14")
    assert np.array_equal(pixels(desk.save("Download cutout")), cutout)
    out = tmp_path / "cli.png"
    mask = pictures["small_mask"]
    command_line("cutout", pictures["small"], "--mask", mask, "--recipe", path, "-o", out)
    apart = np.abs(pixels(out).astype(int) - cutout)
    assert apart[..., 3].max() <= 1, "the command line reads it, too"
    assert apart[cutout[..., 3] > 0].max() <= 1


def test_a_recipe_that_asks_for_a_picture_says_that_it_holds_none(meet, host, tmp_path, pictures):
    person = meet(host)
    person.arrive()
    person.use_mask(pictures["small_mask"])
    person.choose(pictures["small"])
    path = tmp_path / "recipe.json"
    path.write_text(json.dumps({"wispcut": "0.1.0", "settings": {"cutout": {"background": "image"}}}))
    person.page.get_by_label("Load recipe", exact=True).set_input_files(str(path))
    person.sees("It asks for a background picture, which no recipe holds")
    expect(person.radio("Transparent")).to_be_checked()
    person.page.context.close()


@pytest.mark.parametrize(
    ("recipe", "words"),
    [
        ({"settings": {"trimap": {"erode": 99}}}, r"trimap\.erode goes from 0 to 40; the recipe has 99\."),
        (
            {"settings": {"matting": {"quality": "superb"}}},
            r"matting\.quality is one of fast, balanced, best; the recipe has",
        ),
        ({"settings": {"trimap": {"erase": 1}}}, r"trimap\.erase is not a setting\."),
        ("not JSON", r"is not a recipe: it is not JSON\."),
    ],
)
def test_bad_values_in_a_recipe_are_named_and_nothing_changes(desk, recipe, words, tmp_path):
    path = tmp_path / "bad.json"
    path.write_text(
        recipe if isinstance(recipe, str) else json.dumps({"wispcut": "0.1.0", "versions": {}, **recipe})
    )
    desk.unfold("Edge")
    desk.unfold("Advanced")
    desk.pick("White")
    desk.page.get_by_label("Load recipe", exact=True).set_input_files(str(path))
    desk.sees("This recipe does not fit. Nothing has changed.")
    expect(desk.page.get_by_text(re.compile(words))).to_be_visible()
    expect(desk.radio("White")).to_be_checked()
    expect(desk.slider("Width of the hair zone")).to_have_value("5")
