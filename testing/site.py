"""A plain static host for the built site: no special headers, any sub-path, faults on demand."""

import contextlib
import functools
import http.server
import re
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

SUB_PATH = "/some/where/"


class Site:
    """Serves a folder under a sub-path; counts what was asked for; can fail on purpose, stop and come back."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = 0
        self.asked: list[str] = []
        self._faults: list[tuple[re.Pattern[str], str]] = []
        self._changed = threading.Condition()
        self.start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return self.origin + SUB_PATH

    def start(self) -> None:
        handler = functools.partial(_Handler, site=self)
        self._server = _Server(("127.0.0.1", self.port), handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()

    @contextlib.contextmanager
    def off(self):
        """Inside, nobody answers at this address."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextlib.contextmanager
    def faulty(self, pattern: str, how: str = "missing"):
        """Inside, files whose path matches are ``missing`` (404), ``spoilt`` (one byte wrong), ``held`` back, or sent
        by half: then the connection is ``cut`` or stands ``still``."""
        fault = (re.compile(pattern), how)
        self._faults.append(fault)
        try:
            yield
        finally:
            with self._changed:
                self._faults.remove(fault)
                self._changed.notify_all()

    def fault(self, path: str) -> str | None:
        """What is wrong with a file; waits while it is held back."""
        with self._changed:
            self._changed.wait_for(lambda: self._fault(path) != "held")
            return self._fault(path)

    def _fault(self, path: str) -> str | None:
        return next((how for pattern, how in self._faults if pattern.search(path)), None)


class _Server(http.server.ThreadingHTTPServer):
    """Knows its open connections: a browser keeps them, and a host that is gone answers on none of them."""

    daemon_threads = True

    def __init__(self, *args):
        super().__init__(*args)
        self._open: set[socket.socket] = set()

    def process_request(self, request, client_address) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 (the base class' own shape)
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".wasm": "application/wasm",
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".webmanifest": "application/manifest+json",
    }

    def __init__(self, *args, site: Site, **kwargs):
        self.site = site
        super().__init__(*args, directory=str(site.folder), **kwargs)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.site.asked.append(path)
        fault = self.site.fault(path)
        if not path.startswith(SUB_PATH) or fault == "missing":
            self.send_error(404)
            return
        if fault == "spoilt":
            data = bytearray(Path(self.translate_path(path)).read_bytes())
            data[len(data) // 2] ^= 0xFF
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            return
        if fault in ("cut", "still"):
            self.send_half(path)
            return
        super().do_GET()

    def send_half(self, path: str) -> None:
        data = Path(self.translate_path(path)).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2])
        self.wfile.flush()
        while self.site.fault(path) == "still":
            time.sleep(0.02)
        self.close_connection = True

    def translate_path(self, path: str) -> str:
        inside = urlsplit(path).path.removeprefix(SUB_PATH)
        return super().translate_path("/" + inside)

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # a cancelled download is no fault of the host's
            super().handle()

    def log_message(self, format: str, *args) -> None:
        pass
