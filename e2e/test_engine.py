"""The engine alone, without its page: what it answers, and that every call settles,
whatever happens to its workers."""

import base64
import contextlib
import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Error
from skimage import data

from testing.browser import served_engine
from testing.person import SMALL_AI

CATCH = """({name, code, stage, message, details}) => ({failed: true, name, code, stage, message, details})"""


@pytest.fixture(scope="module")
def address():
    with served_engine() as found:
        yield found


@pytest.fixture(scope="module")
def page(browser, address):
    made = browser.new_context()
    tab = made.new_page()
    tab.set_default_timeout(120_000)
    tab.goto(address)
    put_file(tab, "astronaut", png(data.astronaut()))
    yield tab
    made.close()


def png(pixels: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


def put_file(page, name: str, content: bytes, ending: str = "png") -> None:
    """Make ``content`` the global ``name`` of the page, as a File."""
    page.evaluate(
        """([name, text, ending]) => {
            globalThis[name] = new File([Uint8Array.from(atob(text), c => c.charCodeAt(0))], `${name}.${ending}`);
        }""",
        [name, base64.b64encode(content).decode(), ending],
    )


def run(page, script: str, argument=None):
    """Evaluate an async function's body with ``engine`` and ``settings`` at hand; errors come back as data."""
    text = f"argument => (async () => {{ const {{engine}} = wispcut; {script} }})().catch({CATCH})"
    return page.evaluate(text, argument if argument is not None else SMALL_AI)


def picture(answer: str) -> np.ndarray:
    with Image.open(io.BytesIO(base64.b64decode(answer))) as image:
        return np.asarray(image)


TEXT = """
    const text = async ({blob}) => { const bytes = new Uint8Array(await blob.arrayBuffer()); let out = '';
        for (let i = 0; i < bytes.length; i += 32768) out += String.fromCharCode(...bytes.subarray(i,
            i + 32768)); return btoa(out); };
"""


@pytest.fixture(scope="module")
def cutout(page):
    """One run on the astronaut; the result stays in the page as ``result``."""
    answer = run(
        page,
        TEXT
        + """const events = []; globalThis.photo = await engine.open(astronaut);
        globalThis.result = await engine.run(photo, argument, {onEvent: event => events.push(event)});
        const plain = await engine.render(result, argument, {kind: 'cutout', format: 'png'});
        return {events: events.map(({type, stage, name, state}) => [type, stage ?? name ?? state ?? '']),
            png: await text(plain),
                summary: result.summary, name: plain.name};""",
    )
    assert not answer.get("failed"), answer
    return answer


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


def test_a_mask_file_takes_the_place_of_the_ai(page):
    mask = np.zeros((64, 64), np.uint8)
    mask[16:48, 16:48] = 255
    put_file(page, "square", png(mask))
    answer = run(
        page,
        """const photo = await engine.open(astronaut); const seen = [];
        const made = await engine.run(photo, argument, {mask: square, onEvent: e => seen.push(e.stage)});
        return {load: seen.includes('load'), inside: made.rgba[(256 * 512 + 256) * 4 + 3],
            outside: made.rgba[(20 * 512 + 20) * 4 + 3]};""",
    )
    assert answer == {"load": False, "inside": 255, "outside": 0}


@pytest.mark.parametrize(
    ("content", "ending", "code"),
    [
        (b"", "png", "empty_file"),
        (b"hello, I am not a photo at all", "jpg", "not_image"),
        (png(data.astronaut())[:20000], "png", "truncated"),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
            + (30000).to_bytes(4, "big")
            + (21000).to_bytes(4, "big")
            + b"\x08\2\0\0\0",
            "png",
            "too_large",
        ),
    ],
    ids=["empty", "not an image", "truncated", "bomb"],
)
def test_bad_files_get_a_code_and_the_next_photo_works(page, content, ending, code):
    put_file(page, "bad", content, ending)
    answer = run(page, "await engine.open(bad);")
    assert answer["code"] == code
    if code == "too_large":
        assert answer["message"].startswith(
            "Too large for this device. Up to 100 megapixels fit here; this one has 630."
        )
    assert run(page, "return (await engine.open(astronaut)).width;") == 512


def encoded(kind: str, pixels: np.ndarray, **options) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind, **options)
    return out.getvalue()


SQUARE = data.astronaut()[80:144, 180:244]
JPEG = encoded("JPEG", SQUARE)
TABLES = JPEG.index(b"\xff\xdb")
ROWS = SQUARE[::-1, :, ::-1].tobytes()
CORE_BMP = (
    b"BM"
    + (26 + len(ROWS)).to_bytes(4, "little")
    + bytes(4)
    + (26).to_bytes(4, "little")
    + (12).to_bytes(4, "little")
    + b"".join(n.to_bytes(2, "little") for n in (64, 64, 1, 24))
    + ROWS
)
ODD = {
    "bytes between markers": (JPEG[:TABLES] + b"\0\xe1junk" + JPEG[TABLES:], "jpg", JPEG),
    "no end marker": (JPEG[:-2], "jpg", JPEG),
    "no end marker, and more behind": (JPEG[:-2] + b"SEFT" + bytes(40), "jpg", JPEG),
    "core header": (CORE_BMP, "bmp", png(SQUARE)),
}


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_but_whole_file_is_read_as_the_plain_one(page, kind):
    content, ending, plain = ODD[kind]
    put_file(page, "odd", content, ending)
    put_file(page, "plain", plain, "jpg" if plain is JPEG else "png")
    answer = run(
        page,
        """const [a, b] = [await engine.open(odd), await engine.open(plain)];
        const apart = a.rgba.reduce((most, value, i) => Math.max(most, Math.abs(value - b.rgba[i])), 0);
        return {size: [a.width, a.height], apart};""",
    )
    assert answer == {"size": [64, 64], "apart": 0}


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_jpeg_that_breaks_off_is_cut_off(page, share):
    put_file(page, "half", JPEG[: int(share * len(JPEG))], "jpg")
    assert run(page, "await engine.open(half); return {}")["code"] == "truncated"


@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("WEBP", {"lossless": True, "exact": True})])
def test_colours_under_a_low_alpha_come_in_as_they_are(page, kind, options):
    low = np.dstack([SQUARE, np.arange(64 * 64, dtype=np.uint8).reshape(64, 64) % 40])
    low[:8, :, 3] = 255
    put_file(page, "cutout", encoded(kind, low, **options), kind.lower())
    answer = run(page, "const photo = await engine.open(cutout); return {rgba: [...photo.rgba]};")
    seen = np.array(answer["rgba"]).reshape(64, 64, 4)
    assert np.array_equal(seen[..., 3], low[..., 3])
    shown = low[..., 3] > 0
    assert np.abs(seen[..., :3].astype(int) - low[..., :3])[shown].max() <= 2


def test_no_subject_is_said_and_the_next_photo_works(page):
    put_file(page, "nothing", png(np.zeros((32, 32), np.uint8)))
    answer = run(page, "await engine.run(await engine.open(astronaut), argument, {mask: nothing});")
    assert answer["code"] == "no_foreground" and answer["stage"] == "survey"
    assert run(page, "return (await engine.open(astronaut)).width;") == 512


def test_cancel_settles_within_a_second_and_the_next_run_works(page):
    answer = run(
        page,
        """const stop = new AbortController(); const photo = await engine.open(astronaut); let at;
        const job = engine.run(photo, {...argument, trimap: {erode: 12}}, {signal: stop.signal, onEvent: e => {
            if (e.stage === 'survey' && !at) { at = performance.now(); stop.abort(); } }});
        const name = await job.then(() => 'finished', error => error.name); const waited = performance.now() - at;
        const again = await engine.run(photo, argument, {}); return {name, waited, width: again.photo.width};""",
    )
    assert answer.get("name") == "AbortError", answer
    assert answer["waited"] < 1000 and answer["width"] == 512


def test_what_follows_a_cancel_at_once_is_not_cancelled(page):
    put_file(page, "square", png(np.pad(np.full((32, 32), 255, np.uint8), 16)))
    answer = run(
        page,
        """const cancelled = start => { const stop = new AbortController(); const job = start(stop.signal);
            stop.abort(); return job.then(() => 'finished', error => error.name); };
        const opened = cancelled(signal => engine.open(astronaut, {signal}));
        const photo = await engine.open(astronaut);
        const first = cancelled(signal => engine.run(photo, argument, {mask: square, signal}));
        const made = await engine.run(photo, argument, {mask: square});
        return [await opened, await first, photo.width, made.rgba[(256 * 512 + 256) * 4 + 3]];""",
    )
    assert answer == ["AbortError", "AbortError", 512, 255]


def test_a_worker_that_dies_is_replaced_and_its_part_is_done_again(page, cutout):
    worker = next(worker for worker in page.workers if "python.worker" in worker.url)
    page.evaluate(
        """void (globalThis.job = wispcut.engine.run(photo, {trimap: {erode: 20}}, {reuse: result})
            .then(made => made.photo.width, error => error.code))"""
    )
    with contextlib.suppress(Error):  # the worker's last word is its end
        worker.evaluate("self.close()")
    assert page.evaluate("job") == 512
    assert run(page, "return (await engine.run(photo, argument, {})).photo.width;") == 512


def test_no_worker_reaches_another_origin(page, cutout):
    """The policy of each worker's own script refuses it, and what could try is gone from its scope."""
    script = """async () => {
        const ask = async () => fetch('https://example.org/', {mode: 'no-cors'});
        const fetched = await ask().then(() => 'got it', () => 'refused');
        const socket = typeof WebSocket === 'undefined' ? 'refused' : await new Promise(done => {
            const socket = new WebSocket('wss://example.org/');
            socket.onopen = () => done('open');
            socket.onerror = () => done('refused');
        });
        return [fetched, socket];
    }"""
    for worker in page.workers:
        if not worker.url.startswith("blob:"):
            assert worker.evaluate(script) == ["refused", "refused"], worker.url


def test_an_ai_that_fails_or_comes_damaged_is_told_and_can_be_retried(browser, address):
    made = browser.new_context()
    page = made.new_page()
    page.set_default_timeout(120_000)
    page.goto(address)
    put_file(page, "astronaut", png(data.astronaut()))
    job = (
        "const photo = await engine.open(astronaut); return (await engine.run(photo, argument)).photo.width;"
    )
    made.route("**/assets/ai-*/*", lambda route: route.abort())
    assert run(page, job)["code"] == "model_failed"
    made.unroute("**/assets/ai-*/*")
    made.route("**/assets/ai-*/resources.json", lambda route: route.fulfill(body="{}"))
    assert run(page, job)["code"] == "damaged_file"
    made.unroute("**/assets/ai-*/resources.json")
    assert run(page, job) == 512
    made.close()
