"""The page ``@imgly/background-removal`` alone, built and served isolated, so that it may use threads as ours does."""

import contextlib
import functools
import http.server
import subprocess
import threading
from collections.abc import Iterator

from testing.browser import ROOT


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        if path.startswith("/assets/ai-"):
            return str(ROOT / "public" / path.split("?")[0].lstrip("/"))
        return super().translate_path(path)

    def end_headers(self) -> None:
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def imgly_alone() -> Iterator[str]:
    """The address of the page, built from the installed package; the model's files are those of ``public/assets``."""
    subprocess.run(
        ["npx", "--no-install", "vite", "build", "--config", "bench/imgly/vite.config.js"],
        cwd=ROOT,
        check=True,
    )
    handler = functools.partial(_Handler, directory=str(ROOT / ".cache" / "imgly-alone"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
