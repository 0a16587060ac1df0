"""The first look: a small model's sketch stands on the stage before the large one has arrived."""

import json
import re
import time

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from skimage import data

from testing.browser import engine_tab
from testing.person import MINUTE, SMALL_AI

SKETCH = re.compile("first sketch")
SIDE = 320

LOOK = """async ([pixels, settings]) => {
    const {engine} = wispcut, file = await (await fetch(pixels)).blob(), planes = {};
    const photo = await engine.open(new File([file], 'photo.png'), {firstLook: true});
    const stop = new AbortController();
    const onEvent = ({type, name, data}) => {
        if (type !== 'plane' || !/sketch|enhanced|mask/.test(name)) return;
        planes[name] = name === 'mask' ? [] : [...data];
        if (planes.sketch && planes.enhanced) stop.abort();
    };
    const ending = await engine.run(photo, settings, {onEvent, firstLook: true, signal: stop.signal})
        .then(({planes}) => Object.keys(planes), ({name}) => name);
    return {planes, ending};
}"""


@pytest.fixture(scope="module")
def tab(browser):
    with engine_tab(browser) as opened:
        yield opened


@pytest.fixture
def looks(tab, tmp_path):
    """A run of the astronaut with a first look, that ends with the sketch, or, where none comes, with the cutout."""
    Image.fromarray(data.astronaut()).save(tmp_path / "photo.png")
    tab.route("**/photo.png", lambda route: route.fulfill(path=tmp_path / "photo.png"))
    return lambda: tab.evaluate(LOOK, ["photo.png", SMALL_AI])


def ai_workers(page) -> list:
    """The AI's, that make the sketch too; their threads are not among them."""
    return [worker for worker in page.workers if "mask.worker" in worker.url]


def test_the_sketch_is_what_the_network_says_and_a_cancel_ends_it(tab, looks, dist):
    """The browser's bytes beside those of ONNX Runtime in Python: one of 255 apart, but where a mean between two
    bytes was rounded the other way."""
    runtime = pytest.importorskip("onnxruntime")
    found = looks()
    assert found["ending"] == "AbortError"
    gone = time.monotonic() + MINUTE / 1000
    while ai_workers(tab) and time.monotonic() < gone:
        tab.evaluate("new Promise(requestAnimationFrame)")
    assert ai_workers(tab) == []
    across = shares(1024)
    seen = np.array(found["planes"]["enhanced"], np.float64).reshape(1024, 1024, 4)[..., :3]
    small = np.rint(np.stack([across @ seen[..., channel] @ across.T for channel in range(3)], axis=-1))
    tensor = (small / small.max() - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
    (model,) = dist.glob("assets/ai-*/u2netp.onnx")
    session = runtime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    batch = tensor.transpose(2, 0, 1)[None].astype(np.float32)
    answer = session.run([session.get_outputs()[0].name], {session.get_inputs()[0].name: batch})[0]
    answer = (answer - answer.min()) / (answer.max() - answer.min())
    expected = np.rint(255 * answer.reshape(SIDE, SIDE))
    sketch = np.array(found["planes"]["sketch"]).reshape(SIDE, SIDE)
    apart = np.abs(sketch - expected)
    assert (apart <= 1).mean() > 0.995 and apart.max() <= 4
    assert sketch[75, 137] > 240 and sketch[12, 12] < 15


def shares(side: int) -> np.ndarray:
    """Exact area averaging of ``side`` pixels to SIDE, as a matrix."""
    edges = np.arange(SIDE + 1) * side / SIDE
    low, high = edges[:-1, None], edges[1:, None]
    at = np.arange(side)
    return np.clip(np.minimum(high, at + 1) - np.maximum(low, at), 0, None) * SIDE / side


def test_without_its_model_the_cutout_is_made_all_the_same(tab, looks):
    tab.context.route("**/u2netp.onnx", lambda route: route.abort())
    found = looks()
    tab.context.unroute("**/u2netp.onnx")
    assert "sketch" not in found["planes"] and "trimap" in found["ending"]


def test_on_a_first_visit_it_comes_before_the_large_model(meet, site, pictures, dist):
    (listed,) = dist.glob("assets/ai-*/resources.json")
    large = json.loads(listed.read_text())["/models/isnet_quint8"]["chunks"][-1]["name"]
    person = meet(site, settings=SMALL_AI)
    person.arrive()
    with site.faulty(large, "held"):
        person.choose(pictures["small"])
        expect(person.picture).to_have_accessible_name(SKETCH)
        expect(person.page.get_by_text("A first sketch")).to_be_visible()
        expect(person.button("Download cutout")).to_be_disabled()
        person.button("Cancel").click()
        person.hears("^Cancelled")
        assert person.eventually(lambda: ai_workers(person.page) == [])
        person.checkbox("First look").uncheck()
        before = len(person.heard())
        person.button("Start again").click()
        person.hears("Loading the AI", after=before)
    person.wait_for_cutout()
    expect(person.picture).not_to_have_accessible_name(SKETCH)
    assert not person.errors
