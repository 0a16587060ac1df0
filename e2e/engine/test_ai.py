"""The AI and what takes its place: a second look, the mask that Python gets, a mask file, loads that fail."""

import numpy as np
import pytest
from PIL import Image
from skimage import data
from wispcut.ai.models import raw_mask
from wispcut.settings import complete

from testing import made
from testing.browser import engine_tab
from testing.engine import plane, put_file, run


def small_on_a_wall() -> np.ndarray:
    """The astronaut, small on a wall of bricks: one look of the AI leaves the launch pad behind her half-way."""
    wall = Image.fromarray(data.brick()).convert("RGB").resize((1200, 900))
    wall.paste(Image.fromarray(data.astronaut()).resize((300, 300)), (500, 400))
    return np.asarray(wall)


@pytest.fixture(scope="module")
def walled(page):
    """A run on that photo; its result stays in the page as ``walled``."""
    put_file(page, "wall", made.packed(small_on_a_wall()))
    return run(
        page,
        """const photo = await engine.open(globalThis.wall), planes = [], looks = [];
        const onEvent = event => {
            const {type, stage, done} = event;
            if (type === "stage" && done === 0 && /mask|closer/.test(stage)) looks.push(stage);
            if (event.type === 'plane') planes.push(event.name);
        };
        globalThis.walled = await engine.run(photo, {mask: {precision: 'isnet_fp16'}}, {onEvent});
        const {rawMask: {data, width}} = globalThis.walled;
        const mean = (r0, c0, r1, c1) => {
            let sum = 0;
            for (let r = r0; r < r1; r += 1) for (let c = c0; c < c1; c += 1) sum += data[r * width + c];
            return sum / ((r1 - r0) * (c1 - c0));
        };
        return [looks, planes, mean(640, 480, 780, 580), mean(650, 645, 690, 675)];""",
    )


def test_where_the_ai_is_unsure_of_a_small_subject_it_looks_again(walled):
    looks, planes, suit, pad = walled
    assert list(dict.fromkeys(looks)) == ["mask", "closer"]
    assert planes.index("preview") < planes.index("mask"), "the first answer is on the stage meanwhile"
    assert suit > 245 and pad < 60


@pytest.mark.parametrize("name, precision", [("result", "isnet_quint8"), ("walled", "isnet_fp16")])
def test_the_ai_in_python_gives_the_pages_mask(page, cutout, walled, name, precision):
    """By the same network, in ONNX Runtime's native build: on average within 1 of 255, with a second look, too."""
    theirs = plane(page, f"globalThis.{name}.rawMask")
    photo = data.astronaut() if name == "result" else small_on_a_wall()
    rgba = np.dstack([photo, np.full(photo.shape[:2], 255, np.uint8)])
    ours = raw_mask(rgba, precision, complete(None), read=lambda mask: mask)
    assert ours.shape == theirs.shape and 0.01 < (ours > 128).mean() < 0.8
    assert np.abs(ours.astype(int) - theirs).mean() < 1


def test_a_mask_file_takes_the_place_of_the_ai(page):
    mask = np.zeros((64, 64), np.uint8)
    mask[16:48, 16:48] = 255
    put_file(page, "square", made.packed(mask))
    answer = run(
        page,
        """const photo = await engine.open(astronaut); const seen = [];
        const made = await engine.run(photo, argument, {mask: square, onEvent: e => seen.push(e.stage)});
        return {load: seen.includes('load'), inside: made.rgba[(256 * 512 + 256) * 4 + 3],
            outside: made.rgba[(20 * 512 + 20) * 4 + 3]};""",
    )
    assert answer == {"load": False, "inside": 255, "outside": 0}


def test_no_subject_is_said_and_the_next_photo_works(page):
    put_file(page, "nothing", made.packed(np.zeros((32, 32), np.uint8)))
    answer = run(page, "await engine.run(await engine.open(astronaut), argument, {mask: nothing});")
    assert answer["code"] == "no_foreground" and answer["stage"] == "survey"
    assert run(page, "return (await engine.open(astronaut)).width;") == 512


def test_an_ai_that_fails_or_comes_damaged_is_told_and_can_be_retried(browser):
    with engine_tab(browser) as page:
        put_file(page, "astronaut", made.packed(data.astronaut()))
        job = "const photo = await engine.open(astronaut); return (await engine.run(photo, argument)).photo.width;"
        page.context.route("**/assets/ai-*/*", lambda route: route.abort())
        assert run(page, job)["code"] == "model_failed"
        page.context.unroute("**/assets/ai-*/*")
        page.context.route("**/assets/ai-*/resources.json", lambda route: route.fulfill(body="{}"))
        assert run(page, job)["code"] == "damaged_file"
        page.context.unroute("**/assets/ai-*/resources.json")
        assert run(page, job) == 512


def test_an_ai_whose_threads_never_come_up_works_with_one(browser):
    started = []

    def mute(route) -> None:
        started.append(route.request.url)
        script = "self.Worker = class extends EventTarget { postMessage() {} terminate() {} };"
        response = route.fetch()
        route.fulfill(response=response, body=script + response.text())

    with engine_tab(browser) as page:
        page.context.route("**/mask.worker*", mute)
        put_file(page, "astronaut", made.packed(data.astronaut()))
        job = "const photo = await engine.open(astronaut); return (await engine.run(photo, argument)).photo.width;"
        assert run(page, job) == 512
    assert len(started) == 2, "once with threads, and once more with one"
