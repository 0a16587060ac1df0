"""Files of each kind, the same from the page and from the command line of the wheel that it carries."""

import io
import json

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect


@pytest.fixture
def both(desk, pictures, command_line, tmp_path):
    """``both(suffix, *words)``: the download, and what the command line makes of the same photo and mask, opened."""

    def made(suffix, *words):
        saved = desk.save("Download cutout")
        assert saved.suffix == suffix
        out = tmp_path / f"own{suffix}"
        given = (pictures["small"], "--mask", pictures["small_mask"], "-o", out, "--overwrite")
        command_line("cutout", *given, *words)
        return Image.open(io.BytesIO(saved.read_bytes())), Image.open(out)

    return made


def levels(image) -> np.ndarray:
    return np.asarray(image).astype(int)


def choose(desk, name):
    desk.page.get_by_role("combobox", name="Format").select_option(name)


def test_a_jpeg_on_a_colour_is_the_command_lines(desk, both):
    before = len(desk.loaded)
    desk.pick("White")
    choose(desk, "jpeg")
    desk.unfold("Export")
    desk.slider("JPEG quality").fill("95")
    page, own = both(".jpg", "--background", "white", "--quality", "95")
    assert page.format == own.format == "JPEG" and page.size == own.size
    assert np.abs(levels(page) - levels(own)).mean() < 1.5, "two encoders, one picture"
    assert [url for url in desk.loaded[before:] if "mozjpeg" in url], "loaded when it is asked for"
    fine = len(desk.save("Download cutout").read_bytes())
    desk.slider("JPEG quality").fill("20")
    assert len(desk.save("Download cutout").read_bytes()) < fine / 2


def test_a_jpeg_without_a_background_is_a_png_and_says_so(desk):
    choose(desk, "jpeg")
    desk.sees("JPEG has no transparency: without a background it is a PNG.")
    desk.button("White background").click()
    expect(desk.radio("White")).to_be_checked()
    assert desk.save("Download cutout").suffix == ".jpg"
    desk.pick("Transparent")
    assert desk.save("Download cutout").suffix == ".png"


def test_a_mask_of_sixteen_bits_is_the_command_lines(desk, both, tmp_path):
    desk.unfold("Export")
    desk.page.get_by_label("Bits of the mask").select_option("16")
    desk.checkbox("Mask only").check()
    settings = tmp_path / "s.json"
    settings.write_text('{"cutout": {"mask_only": true}, "export": {"mask_bits": "16"}}')
    page, own = both(".png", "--recipe", settings)
    assert page.mode == own.mode == "I;16"
    assert np.abs(levels(page) - levels(own)).max() <= 1 and (levels(own) % 257 > 0).sum() > 100


def test_a_shadow_is_live_and_the_command_lines_and_not_on_transparent_by_itself(desk, both, tmp_path):
    bare = desk.save("Download cutout").read_bytes()
    desk.page.get_by_label("Shadow", exact=True).select_option("both")
    assert desk.save("Download cutout").read_bytes() == bare
    desk.checkbox("Shadow on transparent").check()
    assert desk.milliseconds_to_paint("Shadow strength", "0.9") < 4000
    settings = tmp_path / "s.json"
    chosen = {"shadow": "both", "shadow_on_transparent": True, "shadow_strength": 0.9}
    settings.write_text(json.dumps({"cutout": chosen}))
    page, own = both(".png", "--recipe", settings)
    assert np.abs(levels(page)[..., 3] - levels(own)[..., 3]).max() <= 1
    plain = levels(Image.open(io.BytesIO(bare)))[..., 3]
    assert (levels(own)[..., 3] - plain).max() > 100


def test_a_tiff_is_the_command_lines_pixels(desk, both):
    before = len(desk.loaded)
    choose(desk, "tiff")
    page, own = both(".tif")
    assert page.format == own.format == "TIFF" and page.mode == own.mode == "RGBA"
    assert np.abs(levels(page) - levels(own)).max() <= 1
    assert [url for url in desk.loaded[before:] if "/tiff" in url], "loaded when it is asked for"


def test_a_preset_of_ones_own_frames_the_file_as_the_command_line_does(desk, both, tmp_path):
    desk.unfold("Export")
    preset = desk.page.get_by_label("Preset", exact=True)
    preset.select_option("with white_square")
    choose(desk, "png")
    desk.page.get_by_label("Margin in the frame, exact value").fill("20")
    desk.page.get_by_label("Longest side at most, exact value").fill("90")
    desk.button("Save as preset").click()
    desk.page.get_by_label("Name of the preset").fill("mine")
    desk.button("Keep preset").click()
    expect(preset).to_have_value("own mine")
    preset.select_option("with small_white")
    preset.select_option("own mine")
    figure = desk.page.get_by_role("figure")
    expect(figure).to_contain_text("90 × 90 px", timeout=180_000)
    settings = tmp_path / "s.json"
    settings.write_text('{"export": {"format": "png", "frame": "square", "margin": 20, "long_side": 90}}')
    page, own = both(".png", "--background", "white", "--recipe", settings)
    assert page.size == own.size == (90, 90) and page.mode == own.mode
    assert np.abs(levels(page) - levels(own)).max() <= 1
    desk.button("Delete mine").click()
    expect(preset).to_have_value("")


def test_a_file_has_at_most_so_many_kilobytes_or_says_why_not(desk, command_line, pictures, tmp_path):
    desk.unfold("Export")
    desk.pick("White")
    choose(desk, "jpeg")
    kilobytes = len(desk.save("Download cutout").read_bytes()) * 3 // 4000
    most = desk.page.get_by_label("File size at most, exact value")
    most.fill(str(kilobytes))
    most.press("Enter")
    desk.wait_for_cutout()
    assert len(desk.save("Download cutout").read_bytes()) <= 1000 * kilobytes
    out = tmp_path / "small.jpg"
    given = (pictures["small"], "--mask", pictures["small_mask"], "-o", out, "--background", "white")
    settings = tmp_path / "s.json"
    settings.write_text(json.dumps({"export": {"max_kb": kilobytes}}))
    command_line("cutout", *given, "--recipe", settings)
    assert out.stat().st_size <= 1000 * kilobytes
    most.fill("1")
    most.press("Enter")
    desk.sees("The file does not fit into 1 kB.")


def test_a_psd_is_the_command_lines_with_its_layers(desk, both):
    before = len(desk.loaded)
    desk.pick("White")
    choose(desk, "psd")
    page, own = both(".psd", "--background", "white")
    content = page.fp.getvalue()
    assert page.format == own.format == "PSD" and page.mode == own.mode == "RGB"
    assert np.abs(levels(page) - levels(own)).max() <= 1
    named = [layer[0] for layer in page.layers]  # Pillow leaves out layers with a mask
    assert named == [layer[0] for layer in own.layers] == ["Background"]
    assert b"\x07Subject" in content
    own.close()
    assert [url for url in desk.loaded[before:] if "/psd" in url], "loaded when it is asked for"
