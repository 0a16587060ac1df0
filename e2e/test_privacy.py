"""Nothing leaves: whatever code in the page, a worker or Python may try, no other origin is reached."""

import http.server
import threading

import pytest
from playwright.sync_api import expect

from testing.person import SMALL_AI

TRY = """async (foreign) => {
    const patience = 3000;
    const outcome = (begin) => new Promise((done) => {
        setTimeout(() => done('silence'), patience);
        try { begin(() => done('reached'), () => done('refused')); } catch { done('refused'); }
    });
    const asked = {
        fetch: outcome((yes, no) => fetch(foreign + 'fetch').then(yes, no)),
        opaque: outcome((yes, no) => {
            fetch(foreign + 'opaque', { mode: 'no-cors', method: 'POST', body: 'photo' }).then(yes, no);
        }),
        xhr: outcome((yes, no) => {
            const request = new XMLHttpRequest();
            Object.assign(request, { onload: yes, onerror: no });
            request.open('GET', foreign + 'xhr');
            request.send();
        }),
        socket: outcome((yes, no) => {
            const socket = new WebSocket(foreign.replace('http', 'ws') + 'socket');
            Object.assign(socket, { onopen: yes, onerror: no });
        }),
        events: outcome((yes, no) => {
            const source = new EventSource(foreign + 'events');
            Object.assign(source, { onopen: yes, onerror: () => { source.close(); no(); } });
        }),
    };
    if (navigator.sendBeacon) navigator.sendBeacon(foreign + 'beacon', 'photo');
    if (globalThis.document) {
        const src = foreign + 'image.png';
        asked.image = outcome((yes, no) => Object.assign(new Image(), { onload: yes, onerror: no, src }));
    }
    const told = {};
    for (const [name, answer] of Object.entries(asked)) told[name] = await answer;
    return told;
}"""
PYTHON = """async ([foreign, base]) => {
    const { loadPyodide } = await import(base + 'pyodide.mjs');
    const python = await loadPyodide({ indexURL: base });
    python.globals.set('foreign', foreign);
    return python.runPythonAsync(`
import js
try:
    await js.fetch(foreign + 'python')
    told = 'reached'
except Exception:
    told = 'refused'
told`);
}"""
KINDS = ("python.worker", "codec.worker", "mask.worker")


class Foreign(http.server.BaseHTTPRequestHandler):
    """Another origin that would let anybody in, and notes who came."""

    came: list[str]

    def do_GET(self) -> None:
        self.came.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Cross-Origin-Resource-Policy", "cross-origin")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_OPTIONS = do_GET

    def log_message(self, format: str, *args) -> None:
        pass


@pytest.fixture(scope="module")
def foreign():
    handler = type("Handler", (Foreign,), {"came": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.came, server.address_text = handler.came, f"http://127.0.0.1:{server.server_address[1]}/"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def guarded(meet, host, pictures):
    """A page behind the service worker on which each kind of worker lives."""
    person = meet(host, settings=SMALL_AI)
    person.arrive()
    person.use_mask(pictures["small_mask"])
    person.choose(pictures["small"])
    person.wait_for_cutout()
    before = len(person.heard())
    person.button("Use the AI again").click()
    person.hears("Loading the AI|Finding the subject", after=before)
    return person


def test_the_attempts_do_reach_it_where_nothing_stops_them(browser, foreign):
    """Without this, the refusals below would prove nothing."""
    page = browser.new_page()
    page.goto(foreign.address_text + "start")
    told = page.evaluate(TRY, foreign.address_text)
    page.close()
    assert told["fetch"] == told["opaque"] == told["xhr"] == "reached"
    assert {"/fetch", "/opaque", "/xhr", "/socket", "/events", "/beacon", "/image.png"} <= set(foreign.came)
    foreign.came.clear()


def test_the_page_reaches_nobody(guarded, foreign):
    told = guarded.page.evaluate(TRY, foreign.address_text)
    assert set(told.values()) == {"refused"}, told
    assert foreign.came == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_worker_reaches_anybody(guarded, foreign, kind):
    workers = [worker for worker in guarded.page.workers if kind in worker.url]
    assert workers, f"a {kind} lives"
    told = workers[0].evaluate(TRY, foreign.address_text)
    assert set(told.values()) == {"refused"}, told
    assert foreign.came == []


def test_python_reaches_nobody(guarded, foreign, dist):
    (folder,) = dist.glob("assets/py-*")
    worker = next(worker for worker in guarded.page.workers if "python.worker" in worker.url)
    told = worker.evaluate(PYTHON, [foreign.address_text, f"{guarded.site.address}assets/{folder.name}/"])
    assert told == "refused"
    assert foreign.came == []


@pytest.fixture(scope="module")
def bare(meet, host, pictures):
    """A page as a first visit sees it on a host that sends no headers: no service worker; each kind of worker lives."""
    person = meet(host, settings=SMALL_AI, service_workers="block")
    person.arrive()
    person.choose(pictures["small"])
    person.wait_for_cutout()
    return person


@pytest.mark.parametrize("kind", ["page", *KINDS])
def test_without_any_header_nobody_is_reached(bare, foreign, kind):
    """The page has its policy in its first bytes; workers have taken the ways out of their scope."""
    places = [worker for worker in bare.page.workers if kind in worker.url] if kind != "page" else [bare.page]
    assert places, f"a {kind} lives"
    told = places[0].evaluate(TRY, foreign.address_text)
    assert set(told.values()) == {"refused"}, told
    assert foreign.came == []


def test_every_response_has_its_headers(guarded, dist):
    """From the service worker: the host sends none of them."""
    scripts = [path.name for kind in KINDS for path in dist.glob(f"assets/{kind}-*.js")]
    assert len(scripts) == 3
    for path in ["", *(f"assets/{name}" for name in scripts)]:
        headers = guarded.page.evaluate(
            "path => fetch(path).then((r) => Object.fromEntries(r.headers))", "./" + path
        )
        assert headers["cross-origin-opener-policy"] == "same-origin", path
        assert headers["cross-origin-embedder-policy"] == "require-corp", path
        assert "connect-src 'self'" in headers["content-security-policy"], path
        assert "http" not in headers["content-security-policy"], path
    assert guarded.page.evaluate("crossOriginIsolated") is True
    expect(guarded.photo_input).to_be_attached()
