"""Every call settles, whatever is cancelled and whichever worker dies; no worker reaches another origin."""

import contextlib

import numpy as np
from playwright.sync_api import Error

from testing import made
from testing.engine import put_file, run


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
    put_file(page, "square", made.packed(np.pad(np.full((32, 32), 255, np.uint8), 16)))
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
