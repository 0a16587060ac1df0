"""What one run of the engine gives: pixels, events, files, previews, and only the stages that are asked for."""

import numpy as np
from skimage import data
from wispcut import cut_out

from testing.engine import TEXT, picture, plane, run
from testing.person import SMALL_AI


def test_a_cutout_of_a_real_photo_by_the_real_ai(page, cutout):
    rgba = picture(cutout["png"])
    assert rgba.shape == (512, 512, 4)
    alpha = rgba[..., 3]
    assert alpha[120, 220] == 255 and alpha[20, 20] == 0
    assert 0.3 < (alpha > 128).mean() < 0.8
    solid = alpha == 255
    kept = np.abs(rgba[..., :3].astype(int) - data.astronaut()).max(2) <= 1
    assert kept[solid].mean() > 0.95  # colours change in the hair zone only
    assert cutout["name"] == "astronaut-cutout.png"


def test_python_gives_the_pages_pixels_for_a_recipe(page, cutout):
    theirs = picture(cutout["png"]).astype(int)
    ours = cut_out(data.astronaut(), mask=plane(page, "globalThis.result.rawMask"), settings=SMALL_AI).rgba
    apart = np.abs(ours - theirs)
    assert apart[..., 3].max() <= 1
    assert apart[theirs[..., 3] > 0].max() <= 1


def test_events_come_in_the_order_of_the_work(cutout):
    events = [tuple(event) for event in cutout["events"]]
    order = [
        ("plane", "mask"),
        ("plane", "preview"),
        ("plane", "trimap"),
        ("plan", ""),
        ("tile", "running"),
        ("tile", "done"),
    ]
    places = [events.index(event) for event in order]
    assert places == sorted(places)


def test_colours_survive_where_alpha_is_low(page, cutout):
    """No canvas in between: the file holds exactly the bytes of the result."""
    webp = run(
        page, TEXT + "return text(await engine.render(result, argument, {kind: 'cutout', format: 'webp'}));"
    )
    faint = picture(cutout["png"])[..., 3] < 20
    assert faint.any() and (picture(cutout["png"])[faint][:, :3] > 0).any()
    assert np.array_equal(picture(webp), picture(cutout["png"]))


def test_every_kind_of_file(page, cutout):
    answer = run(
        page,
        TEXT
        + """const out = {};
        for (const kind of ['mask', 'original', 'subject']) out[kind] = await text(await engine.render(result,
            argument, {kind, format: 'png'}));
        out.white = await text(await engine.render(result, {...argument, cutout: {background: 'white'}},
            {kind: 'cutout', format: 'png'}));
        const small = await engine.render(result, argument, {kind: 'cutout', format: 'png', size: {width: 128,
            height: 128}});
        out.small = await text(small); out.report = Object.keys(small.report ?? {}).length; return out;""",
    )
    assert not answer.get("failed"), answer
    whole = picture(cutout["png"])
    assert np.array_equal(picture(answer["mask"]), whole[..., 3])
    assert np.array_equal(picture(answer["original"]), data.astronaut())
    subject = picture(answer["subject"])
    assert subject.shape[2] == 4 and subject.shape[0] <= 512
    white = picture(answer["white"])[..., :3].astype(float)
    weight = whole[..., 3:] / 255
    assert np.abs(white - (whole[..., :3] * weight + 255 * (1 - weight))).max() <= 1.01
    assert picture(answer["small"]).shape == (128, 128, 4)
    assert answer["report"] > 5


def test_the_live_preview_follows(page, cutout):
    answer = run(
        page,
        """const a = await engine.preview(result, argument);
        const b = await engine.preview(result, {...argument, trimap: {erode: 30}});
        const band = ({trimap}) => trimap.data.reduce((n, v) => n + (v > 0 && v < 255), 0) / trimap.data.length;
        return {sizes: Object.values(a).map(({width, height}) => [width, height]), bands: [band(a), band(b)]};""",
    )
    assert len(answer["sizes"]) == 2
    for width, height in answer["sizes"]:
        assert width == height <= 316, "a preview follows a finger: at most 100,000 pixels"
    assert answer["bands"][1] > answer["bands"][0] > 0


def test_only_stages_that_a_change_asks_for_run_again(page, cutout):
    answer = run(
        page,
        """const stages = async settings => { const seen = new Set();
            await engine.run(photo, settings, {reuse: result, onEvent: e => seen.add(e.stage ?? e.type)});
                return [...seen]; };
        return [await stages({...argument, cutout: {background: 'black'}}), await stages({...argument,
            trimap: {erode: 8}})];""",
    )
    assert answer[0] == []
    assert "survey" in answer[1] and "load" not in answer[1]


def test_marks_are_obeyed(page, cutout):
    answer = run(
        page,
        """const marks = new Uint8Array(512 * 512); for (let r = 10; r < 40; r++) marks.fill(1, r * 512 + 10,
            r * 512 + 40);
        const marked = await engine.run(photo, argument, {reuse: result, marks});
            return marked.rgba[(25 * 512 + 25) * 4 + 3];""",
    )
    assert answer == 255
