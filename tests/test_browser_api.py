"""Flat buffers give the same pixels as the pipeline, stripe by stripe and tile by tile, through another worker."""

import json

import numpy as np
import pytest
from wispcut import browser_api, pipeline, settings, survey
from wispcut.backdrop import blurred_backdrop
from wispcut.core import tiles
from wispcut.core.errors import WispcutError
from wispcut.matting.closer_look import closer_box, merge_looks
from wispcut.resample import resize
from wispcut.steps.background import background_plane, on_background

HEIGHT, WIDTH = 83, 1301  # two tiles, neither of them whole


@pytest.fixture(scope="module")
def scene():
    """Photo bytes ``(H, W, 3)``, mask bytes at another size, and marks."""
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    wave = np.clip(20 * np.sin(columns / 40) + 41.5 - rows, 0, 1)[..., None]
    noise = np.random.default_rng(0).integers(-6, 7, (HEIGHT, WIDTH, 3))
    photo = (wave * [210, 180, 150] + (1 - wave) * [40, 70, 90] + noise).clip(0, 255).astype(np.uint8)
    mask = (wave[::4, ::4, 0] * 255).astype(np.uint8)
    marks = np.zeros((HEIGHT, WIDTH), np.uint8)
    marks[60:70, 1000:1100] = 3
    marks[72:80, 500:540] = 1
    return photo, mask, marks


def rgba(photo):
    return np.dstack([photo, np.full(photo.shape[:2], 255, np.uint8)])


def by_flat_calls(photo, mask, marks, knobs):
    """The whole way by flat calls only, the survey sent as bytes."""
    full = rgba(photo)
    k = browser_api.survey_factor(HEIGHT, WIDTH)
    stripes = [full[i : i + 10 * k] for i in range(0, HEIGHT, 10 * k)]
    reduced = np.concatenate([browser_api.reduce_rows(s.tobytes(), len(s), WIDTH, k) for s in stripes])
    small = browser_api.reduce_marks(marks.tobytes(), HEIGHT, WIDTH, k) if marks is not None else None
    handle = browser_api.survey(
        reduced.tobytes(), *reduced.shape[:2], HEIGHT, WIDTH, mask.tobytes(), *mask.shape,
        None if small is None else small.tobytes(), json.dumps(knobs),
    )  # fmt: skip
    plan = json.loads(handle.summary())["tiles"]
    other = browser_api.survey_from_bytes(handle.to_bytes().tobytes())
    out = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    for tile in plan:
        pixels = np.ascontiguousarray(tiles.cut(full, tile["outer"]))
        hints = None if marks is None else np.ascontiguousarray(tiles.cut(marks, tile["outer"])).tobytes()
        tiles.paste(
            out, tile["core"], browser_api.refine(other, pixels.tobytes(), tile["core"], tile["outer"], hints)
        )
    return out, plan


def test_the_fine_matte_by_flat_calls_is_the_pipelines(scene):
    photo, mask, _ = scene
    knobs = settings.complete({})
    made = pipeline.cut_out(photo, mask=mask, settings=knobs)
    handle = browser_api.survey_from_bytes(browser_api.Handle(made.survey, knobs).to_bytes().tobytes())
    out = np.zeros((HEIGHT, WIDTH), np.uint16)
    for tile in tiles.plan((HEIGHT, WIDTH)):
        pixels = np.ascontiguousarray(tiles.cut(rgba(photo), tile.outer)).tobytes()
        fine = browser_api.refine_matte(handle, pixels, list(tile.core), list(tile.outer), None)
        assert fine.dtype == np.uint8
        tiles.paste(out, tile.core, fine.view(">u2")[..., 0])
    assert np.array_equal(out, made.matte)


@pytest.mark.parametrize("with_marks", [False, True])
def test_flat_calls_give_the_pipelines_pixels(scene, with_marks):
    photo, mask, marks = scene
    marks = marks if with_marks else None
    knobs = {"trimap": {"erode": 4.0}}
    got, plan = by_flat_calls(photo, mask, marks, knobs)
    known = pipeline.cut_out(photo, mask=mask, marks=marks, settings=knobs)
    assert len(plan) == 2
    assert np.array_equal(got, known.rgba)
    assert 0 < (got[..., 3] == 255).mean() < 1
    if with_marks:
        assert (got[72:80, 500:540, 3] == 255).all()


def test_preview_holds_alpha_and_trimap(scene):
    photo, mask, _ = scene
    reduced = browser_api.reduce_rows(rgba(photo).tobytes(), HEIGHT, WIDTH, 1)
    alpha, trimap = browser_api.preview(
        reduced.tobytes(), HEIGHT, WIDTH, mask.tobytes(), *mask.shape, None, "{}"
    )
    assert set(np.unique(trimap)) == {0, 128, 255}
    assert (alpha[trimap == 255] == 255).all()
    assert (alpha[trimap == 0] == 0).all()


@pytest.mark.parametrize("shadow", ["none", "both"])
@pytest.mark.parametrize("background", ["transparent", "white", "even", "blur", "image"])
def test_stripes_on_a_background_equal_the_whole(scene, background, shadow):
    photo, mask, _ = scene
    asked = {"background": background, "shadow": shadow, "shadow_on_transparent": True}
    knobs = settings.complete({"cutout": asked})
    text = json.dumps(settings.as_mapping(knobs))
    known = pipeline.cut_out(photo, mask=mask, settings=knobs)
    other = rgba(photo[::-1])
    whole = on_background(known.rgba, known.survey, knobs, image=other)
    handle = browser_api.Handle(known.survey, knobs)
    stripes = []
    for row in range(0, HEIGHT, 30):
        rows = slice(row, min(HEIGHT, row + 30))
        parts = (
            np.ascontiguousarray(known.rgba[rows]).tobytes(),
            np.ascontiguousarray(other[rows]).tobytes(),
        )
        stripes.append(
            browser_api.compose(handle, *parts, rows.stop - row, WIDTH, row, [0, 0, HEIGHT, WIDTH], text)
        )
    assert np.array_equal(np.concatenate(stripes), whole)


def test_the_page_blurs_what_the_download_blurs(scene):
    photo, mask, _ = scene
    knobs = settings.complete({"cutout": {"background": "blur", "blur": 6}})
    seen = pipeline.cut_out(photo, mask=mask, settings=knobs).survey
    around = browser_api.surroundings(browser_api.Handle(seen, knobs))
    assert around.shape == seen.photo.shape
    blurred = blurred_backdrop(around / np.float32(255), np.zeros_like(seen.alpha), 6, seen.factor)
    assert np.abs(blurred - background_plane(seen, knobs)).max() < 1 / 255


@pytest.mark.parametrize("channels", [1, 4])
def test_shrinking_equals_the_package(scene, channels):
    photo, _, _ = scene
    picture = rgba(photo) if channels == 4 else np.ascontiguousarray(photo[..., :1])

    def read(first, last):
        return picture[first:last].tobytes()

    shrunk = browser_api.shrink(read, HEIGHT, WIDTH, channels, 20, 320, "{}")
    assert json.loads(shrunk.report())["output_size"] == {"width": 320, "height": 20}
    whole = picture if channels == 4 else np.repeat(picture, 3, axis=2)
    assert np.array_equal(shrunk.pixels(), resize(whole, width=320, height=20)[0][..., :channels])


def test_a_second_look_by_flat_calls_is_the_packages():
    first = np.zeros((1024, 1024), np.uint8)
    first[100:500, 100:500] = 255
    first[400:500, 200:400] = 128
    second = np.full((1024, 1024), 77, np.uint8)
    box = json.loads(browser_api.closer_box(first.tobytes(), 1024, 600, 800))
    assert tuple(box) == closer_box(first, (600, 800))
    merged = browser_api.merge_looks(first.tobytes(), second.tobytes(), 1024, box, 600, 800)
    assert np.array_equal(merged, merge_looks(first, second, tuple(box), (600, 800)))
    assert browser_api.closer_box(np.zeros(1024 * 1024, np.uint8), 1024, 600, 800) == "null"


def test_a_size_that_does_not_fit_has_a_code():
    with pytest.raises(WispcutError, match="width must be at most") as caught:
        browser_api.shrink(lambda first, last: bytes(40 * (last - first)), 10, 10, 4, 10, 11, "{}")
    assert caught.value.code == "bad_size"


def test_probes_that_do_not_fit_are_no_matter_of_size():
    with pytest.raises(WispcutError, match=r"probe_min must be less than resize\.probe_max = 0\.5") as caught:
        upside_down = '{"resize": {"probe_min": 0.9, "probe_max": 0.5}}'
        browser_api.shrink(lambda first, last: bytes(40 * (last - first)), 10, 10, 4, 5, 5, upside_down)
    assert caught.value.code == "bad_settings"


def test_tidying_removes_an_island_only_when_asked():
    mask = np.zeros((60, 60), np.uint8)
    mask[10:50, 10:50] = 255
    mask[2:4, 55:58] = 255
    assert np.array_equal(browser_api.post_process(mask.tobytes(), 60, 60, "{}"), mask)
    tidied = browser_api.post_process(mask.tobytes(), 60, 60, '{"mask": {"tidy": true}}')
    assert tidied[:5].max() == 0
    assert (tidied[10:50, 10:50] == 255).all()


def test_enhancing_the_result_too_changes_colours_and_not_alpha(scene):
    photo, mask, _ = scene
    plain = pipeline.cut_out(photo, mask=mask)
    bright = {"enhance": {"gain": 1.2, "in_result": True}}
    got, plan = by_flat_calls(photo, mask, None, bright)
    assert np.array_equal(got[..., 3], plain.rgba[..., 3])
    assert got[..., :3].mean() > plain.rgba[..., :3].mean() * 1.1
    assert not any(tile["untouched"] for tile in plan)
    only_mask, _ = by_flat_calls(photo, mask, None, {"enhance": {"gain": 1.2}})
    assert np.array_equal(only_mask, plain.rgba)


@pytest.mark.parametrize("text", ["{", '{"trimap": {"erode": -1}}', '{"nothing": {}}', "[]"])
def test_bad_settings_have_a_code(scene, text):
    photo, mask, _ = scene
    reduced = browser_api.reduce_rows(rgba(photo).tobytes(), HEIGHT, WIDTH, 1)
    with pytest.raises(WispcutError) as caught:
        browser_api.preview(reduced.tobytes(), HEIGHT, WIDTH, mask.tobytes(), *mask.shape, None, text)
    assert caught.value.code == "bad_settings"


def test_no_subject_has_a_code(scene):
    photo, mask, _ = scene
    reduced = browser_api.reduce_rows(rgba(photo).tobytes(), HEIGHT, WIDTH, 1).tobytes()
    nothing = np.zeros_like(mask)
    with pytest.raises(WispcutError) as caught:
        browser_api.survey(reduced, HEIGHT, WIDTH, HEIGHT, WIDTH, nothing.tobytes(), *mask.shape, None, "{}")
    assert caught.value.code == "no_foreground"


def test_a_buffer_of_the_wrong_length_is_named():
    with pytest.raises(ValueError, match="buffer must hold 2 x 3 x 4 = 24 bytes; got 5"):
        browser_api.reduce_rows(bytes(5), 2, 3, 1)


def test_without_matting_the_mask_is_only_snapped_to_edges(scene):
    photo, mask, _ = scene
    plain = pipeline.cut_out(photo, mask=mask, settings={"matting": {"enabled": False}})
    snapped = plain.survey.alpha
    matte = pipeline.cut_out(photo, mask=mask).survey.alpha
    knobs = settings.complete(None)
    mask_there = plain.survey.mask
    unknown = plain.survey.trimap == 0.5
    assert unknown.any()
    assert np.array_equal(
        snapped[unknown], survey.snap(plain.survey.photo, mask_there, knobs.guided_filter)[unknown]
    )
    assert not np.array_equal(snapped, matte)


@pytest.mark.parametrize("change", [{"consistency": "poisson"}, {"fusion": 2}])
def test_the_alternatives_of_the_matte_count_and_keep_what_is_known(scene, change):
    photo, mask, _ = scene
    usual = pipeline.cut_out(photo, mask=mask).rgba
    known = pipeline.cut_out(photo, mask=mask, settings={"matting": change})
    trimap = known.survey.trimap
    alpha = known.rgba[..., 3]
    assert (alpha[trimap == 1] == 255).all()
    assert (alpha[trimap == 0] == 0).all()
    difference = np.abs(alpha.astype(int) - usual[..., 3])
    assert 0 < difference.mean() < 8


def test_a_preview_is_made_from_small_things():
    rows, columns = np.mgrid[:700, :900]
    disc = np.clip((250.5 - np.hypot(rows - 350, columns - 450)) / 4, 0, 1)
    photo = (disc[..., None] * [200, 120, 80] + (1 - disc[..., None]) * [30, 60, 90]).astype(np.uint8)
    mask = (disc * 255).astype(np.uint8)
    reduced = browser_api.reduce_rows(rgba(photo).tobytes(), 700, 900, 1)
    small = browser_api.preview_photo(reduced.tobytes(), 700, 900)
    soft = browser_api.preview_mask(mask.tobytes(), 700, 900)
    marks = browser_api.preview_marks(np.ones((700, 900), np.uint8).tobytes(), 700, 900)
    assert small.shape == (234, 300, 3) and soft.shape == marks.shape == (234, 300)
    assert np.abs(small * 255 - photo[::3, ::3]).mean() < 2
    alpha, trimap = browser_api.preview(small.tobytes(), 234, 300, soft.tobytes(), 234, 300, None, "{}")
    assert alpha.shape == trimap.shape == (234, 300)
    assert np.abs(alpha.astype(int) - soft).mean() < 2
    assert set(np.unique(trimap)) == {0, 128, 255}
    kept = browser_api.preview(small.tobytes(), 234, 300, soft.tobytes(), 234, 300, marks.tobytes(), "{}")
    assert (kept == 255).all()


def test_a_view_at_half_the_side_is_sharpened_half_as_wide():
    rng = np.random.default_rng(5)
    view = rgba(rng.integers(0, 256, (40, 50, 3), np.uint8)).tobytes()
    whole = {"enhance": {"sharpen_sigma": 4.0, "sharpen_radius": 6}}
    half = {"enhance": {"sharpen_sigma": 2.0, "sharpen_radius": 3}}
    got = browser_api.enhance(view, 40, 50, json.dumps(whole), 2)
    np.testing.assert_array_equal(got, browser_api.enhance(view, 40, 50, json.dumps(half)))
    assert not np.array_equal(got, browser_api.enhance(view, 40, 50, json.dumps(whole)))
