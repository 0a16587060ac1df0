"""Every way by which a page or a worker could reach another site, and a site that notes what arrives."""

import contextlib
import http.server
import socket
import threading
from collections.abc import Callable

SHARED = ("fetch", "post", "socket", "events", "font", "cache", "transport", "script")
"""Ways that pages and all workers have; ``script`` is `importScripts` in a worker, for a worker that it begins."""
WORKER = (*SHARED, "xhr", "import", "worker")
SERVICE = SHARED
PAGE = (
    *WORKER,
    *("beacon", "later", "ping", "image", "background", "style", "media", "frame", "object", "embed"),
    *("module", "preload", "prefetch", "form", "rtc", "popup", "navigation"),
)

BEGIN = """({ ways, site, wire }) => {
    const at = (way) => site + way;
    const element = (name, given) => document.body.append(Object.assign(document.createElement(name), given));
    const link = (way, given) => element('link', { href: at(way), ...given });
    const worker = (script) => new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    const request = (method) => {
        const made = new XMLHttpRequest();
        made.open(method, at('xhr'));
        made.send();
    };
    const all = {
        fetch: () => fetch(at('fetch')),
        post: () => fetch(at('post'), { mode: 'no-cors', method: 'POST', body: 'photo' }),
        xhr: () => request('GET'),
        socket: () => void new WebSocket(at('socket').replace('http', 'ws')),
        events: () => void new EventSource(at('events')),
        font: () => new FontFace('foreign', `url(${at('font')})`).load(),
        cache: async () => (await caches.open('foreign')).add(at('cache')),
        transport: () => new WebTransport(`https://${wire}/`).ready,
        import: () => import(at('import')),
        worker: () => void worker(`fetch('${at('worker')}')`),
        script() {
            if (globalThis.document) element('script', { src: at('script') });
            else if (globalThis.ServiceWorkerGlobalScope) importScripts(at('script'));
            else worker(`importScripts('${at('script')}')`);
        },
        beacon: () => void navigator.sendBeacon(at('beacon'), 'photo'),
        later: () => void fetchLater(at('later'), { activateAfter: 0 }),
        ping() {
            const anchor = Object.assign(document.createElement('a'), { href: '#', ping: at('ping') });
            document.body.append(anchor);
            anchor.click();
        },
        image: () => element('img', { src: at('image') }),
        background: () => void (document.body.style.backgroundImage = `url(${at('background')})`),
        style: () => link('style', { rel: 'stylesheet' }),
        media: () => element('video', { src: at('media'), preload: 'auto' }),
        frame: () => element('iframe', { src: at('frame') }),
        object: () => element('object', { data: at('object') }),
        embed: () => element('embed', { src: at('embed') }),
        module: () => link('module', { rel: 'modulepreload' }),
        preload: () => link('preload', { rel: 'preload', as: 'image' }),
        prefetch: () => link('prefetch', { rel: 'prefetch' }),
        form() {
            const form = Object.assign(document.createElement('form'), { action: at('form'), target: '_blank' });
            document.body.append(form);
            form.submit();
        },
        async rtc() {
            const urls = `turn:${wire}?transport=tcp`;
            const talk = new RTCPeerConnection({ iceServers: [{ urls, username: 'photo', credential: 'photo' }] });
            talk.createDataChannel('photo');
            await talk.setLocalDescription(await talk.createOffer());
            globalThis.talk = talk;
        },
        popup: () => void open(at('popup'), '_blank', 'noopener'),
        navigation: () => void (location.href = at('navigation')),
    };
    for (const way of ways) (async () => all[way]())().catch(() => {});
}"""
"""Begins all ways at once and waits for none: what arrives is seen where it arrives."""


class Elsewhere:
    """Another site that would let anybody in."""

    def __init__(self) -> None:
        self._came: dict[str, set[str]] = {}
        self._lines: list[socket.socket] = []
        handler = type("Handler", (_Handler,), {"note": self._note})
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def try_all(self, place, label: str, ways: tuple[str, ...]) -> set[str]:
        """Begin ``ways`` in a page or worker of Playwright's; in what it returns is noted what arrives."""
        self._came[label] = set()
        given = {
            "ways": ways,
            "site": f"{self.address}{label}/",
            "wire": self._listen(label),
        }
        place.evaluate(BEGIN, given)
        return self._came[label]

    def _note(self, label: str, way: str) -> None:
        self._came.setdefault(label, set()).add(way)

    def _listen(self, label: str) -> str:
        """An address for what is no HTTP: TCP is a relay that WebRTC asks for, UDP is WebTransport."""
        stream = socket.create_server(("127.0.0.1", 0))
        packets = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        packets.bind(stream.getsockname())
        self._lines += [stream, packets]

        def hear(wait: Callable[[], object], way: str) -> None:
            with contextlib.suppress(OSError):  # closed
                while True:
                    wait()
                    self._note(label, way)

        for given in ((lambda: stream.accept()[0].close(), "rtc"), (lambda: packets.recv(2048), "transport")):
            threading.Thread(target=hear, args=given, daemon=True).start()
        return f"127.0.0.1:{stream.getsockname()[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        for line in self._lines:
            line.close()


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        label, _, way = self.path.strip("/?").partition("/")
        if way == "start":
            return self.answer(200, "text/html", b"<!doctype html><title>Open</title><body>")
        if way == "worker.js":
            return self.answer(200, "text/javascript", b"")
        self.note(label, way)
        # Without content, so that whoever goes there stays where they are.
        self.answer(204 if way in ("navigation", "popup", "form") else 200, "text/plain")

    do_POST = do_OPTIONS = do_GET

    def answer(self, status: int, kind: str, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Cross-Origin-Resource-Policy", "cross-origin")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args) -> None:
        pass
