"""Firefox and WebKit, driven by WebDriver's own commands: Playwright drives only browsers that it has patched.

Firefox speaks them over Marionette (a socket), WebKitGTK over HTTP. WebDriver BiDi is left out on purpose: with it,
Firefox' nested workers (the threads of the AI) sometimes never start. WebKit's screenshot command hangs: the picture is
read from the X server.
"""

import base64
import contextlib
import glob
import http.client
import io
import itertools
import json
import os
import shutil
import socket
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key of an element's name in answers (WebDriver, 12.1)."""
FIREFOX = ("firefox-esr", "firefox")
MINIBROWSER = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
SIZE = (1280, 900)
"""Of the window, in pixels."""
PREFERENCES: dict[str, Any] = {
    "app.update.disabledForTesting": True,
    "browser.download.alwaysOpenPanel": False,
    "browser.download.folderList": 2,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "en-GB",
    "marionette.port": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "ui.prefersReducedMotion": 1,
}
"""Firefox is quiet and still, takes a free port, and saves downloads without a question."""
STILL = "[Settings]\ngtk-enable-animations=0\n"
"""GTK's settings: without a GPU, every frame of an animation is taken from the processor."""
COMMANDS = {
    "NewSession": ("POST", ""),
    "Navigate": ("POST", "/url"),
    "ExecuteScript": ("POST", "/execute/sync"),
    "ExecuteAsyncScript": ("POST", "/execute/async"),
    "ElementClick": ("POST", "/element/{id}/click"),
    "ElementSendKeys": ("POST", "/element/{id}/value"),
    "PerformActions": ("POST", "/actions"),
    "SetTimeouts": ("POST", "/timeouts"),
}
"""Marionette's names of WebDriver's commands, and what they are over HTTP, behind the session."""


class EngineError(RuntimeError):
    """A command failed in the browser."""


class Engine:
    """One window of a browser with a profile of its own; ``folder`` receives its downloads."""

    def __init__(self, send: Callable[[str, dict], Any], folder: Path, picture: Callable[[], Image.Image]):
        self._send = send
        self.folder = folder
        self.screenshot = picture
        send("SetTimeouts", {"script": 120_000, "pageLoad": 120_000})

    def goto(self, address: str) -> None:
        self._send("Navigate", {"url": address})

    def script(self, body: str, *args: Any) -> Any:
        """Run the body of an async function in the page and return what it returns."""
        wrapped = f"""const done = arguments[arguments.length - 1];
            (async (...args) => {{ {body} }})(...arguments)
                .then((value) => done({{ value }}), (error) => done({{ error: `${{error}}` }}));"""
        answer = self._send("ExecuteAsyncScript", {"script": wrapped, "args": list(args)})
        if answer is None:
            raise EngineError("the page was left meanwhile")
        if "error" in answer:
            raise EngineError(answer["error"])
        return answer.get("value")

    def find(self, body: str, *args: Any) -> str:
        """The name of the element that the body of a function returns."""
        found = self._send("ExecuteScript", {"script": body, "args": list(args)})
        if not found:
            raise EngineError(f"no element: {body} {args}")
        return found[ELEMENT]

    def click(self, element: str) -> None:
        self._send("ElementClick", {"id": element})

    def give(self, element: str, path: Path) -> None:
        """Choose a file in a file input."""
        self._send("ElementSendKeys", {"id": element, "text": str(path), "value": [str(path)]})

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """With the mouse, between two points of the window."""
        move = {"type": "pointerMove", "duration": 50, "origin": "viewport"}
        (x0, y0), (x1, y1) = (map(round, point) for point in (start, end))
        middle = {"x": (x0 + x1) // 2, "y": (y0 + y1) // 2}
        steps = [
            {**move, "x": x0, "y": y0},
            {"type": "pointerDown", "button": 0},
            {**move, **middle},
            {**move, "x": x1, "y": y1},
            {"type": "pointerUp", "button": 0},
        ]
        mouse = {
            "type": "pointer",
            "id": "mouse",
            "parameters": {"pointerType": "mouse"},
            "actions": steps,
        }
        self._send("PerformActions", {"actions": [mouse]})

    @contextlib.contextmanager
    def behind_another_tab(self) -> Iterator[None]:
        """Inside, a new tab is in front of this one. Firefox alone: WebKit's small browser is not asked to."""
        own = self._send("GetWindowHandle", {})
        other = self._send("NewWindow", {"type": "tab", "focus": True})["handle"]
        try:
            yield
        finally:
            self._send("SwitchToWindow", {"handle": other})
            self._send("CloseWindow", {})
            self._send("SwitchToWindow", {"handle": own})

    def wait(self, body: str, *args: Any, seconds: float = 120, what: str = "") -> Any:
        """Ask in the page until the answer is true, and return it; a page that is being left does not answer."""
        end = time.monotonic() + seconds
        while True:
            try:
                if answer := self.script(body, *args):
                    return answer
            except EngineError as error:
                answer = error
            if time.monotonic() > end:
                raise EngineError(f"not within {seconds} s: {what or body}; last: {answer}")
            time.sleep(0.2)

    def received(self, seconds: float = 60) -> Path:
        """The one file that was downloaded since the last call, moved out of the way."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            names = [path for path in self.folder.iterdir() if path.is_file()]
            if (
                len(names) == 1
                and names[0].suffix not in (".part", ".wkdownload")
                and names[0].stat().st_size
            ):
                kept = self.folder / "kept" / f"{time.monotonic_ns()}-{names[0].name}"
                kept.parent.mkdir(exist_ok=True)
                return names[0].rename(kept)
            time.sleep(0.1)
        raise EngineError(f"no download within {seconds} s: {list(self.folder.iterdir())}")


def find_firefox() -> str | None:
    """The installed Firefox, or the one that FIREFOX names."""
    return os.environ.get("FIREFOX") or next(filter(None, map(shutil.which, FIREFOX)), None)


def find_webkit() -> tuple[str, str, str] | None:
    """WebKitGTK's driver, its small browser, and an X server for it to paint to."""
    browser = next(iter(glob.glob(MINIBROWSER)), None)
    driver, server = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    return (driver, browser, server) if driver and browser and server else None


@contextlib.contextmanager
def program(*command: str, **options: Any) -> Iterator[subprocess.Popen]:
    """A program that ends with the block."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options
    ) as started:
        try:
            yield started
        finally:
            started.terminate()
            try:
                started.wait(10)
            except subprocess.TimeoutExpired:
                started.kill()


def eventually(found: Callable[[], Any], what: str, seconds: float = 60) -> Any:
    """Ask until the answer is true, and return it."""
    end = time.monotonic() + seconds
    while not (answer := found()):
        if time.monotonic() > end:
            raise EngineError(f"{what}: not there within {seconds} s")
        time.sleep(0.05)
    return answer


@contextlib.contextmanager
def firefox(folder: Path) -> Iterator[Engine]:
    """A headless Firefox with a new profile in ``folder``."""
    profile, downloads = folder / "profile", folder / "downloads"
    for each in (profile, downloads):
        each.mkdir()
    preferences = {**PREFERENCES, "browser.download.dir": str(downloads)}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in preferences.items()]
    (profile / "user.js").write_text("\n".join(lines))
    size = [f"--width={SIZE[0]}", f"--height={SIZE[1]}"]
    command = [find_firefox(), "--headless", "--marionette", "--no-remote", *size, "--profile", str(profile)]
    port = profile / "MarionetteActivePort"
    with program(*command, env={**os.environ, "HOME": str(folder)}):
        number = int(eventually(lambda: port.exists() and port.read_text().strip(), "Firefox"))
        with socket.create_connection(("127.0.0.1", number), timeout=180) as connection:
            send = marionette(connection)
            send("NewSession", {"capabilities": {}})
            yield Engine(send, downloads, lambda: decoded(send("TakeScreenshot", {"full": False})))


def decoded(png: str) -> Image.Image:
    """A picture from the text of a PNG in base64."""
    return Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")


def marionette(connection: socket.socket) -> Callable[[str, dict], Any]:
    """Send a command and receive its answer; messages are ``length:JSON`` (Firefox, remote/marionette/transport)."""
    stream = connection.makefile("rb")

    def receive() -> Any:
        length = b""
        while (byte := stream.read(1)) not in (b":", b""):
            length += byte
        if not length:
            raise EngineError("Firefox has gone")
        return json.loads(stream.read(int(length)))

    receive()  # it introduces itself
    numbers = itertools.count(1)

    def send(name: str, parameters: dict) -> Any:
        body = json.dumps([0, next(numbers), f"WebDriver:{name}", parameters]).encode()
        connection.sendall(b"%d:%s" % (len(body), body))
        _, _, error, result = receive()
        if error:
            raise EngineError(f"{name}: {error['error']}: {error['message']}")
        return result.get("value") if set(result) == {"value"} else result

    return send


@contextlib.contextmanager
def webkit(folder: Path, *, shared_memory: bool) -> Iterator[Engine]:
    """WebKitGTK's small browser on an X server of its own.

    ``shared_memory``: with SharedArrayBuffer, which it leaves out by default.
    """
    driver, browser, server = find_webkit() or ("", "", "")
    home, screen, config = folder / "home", folder / "screen", folder / "config"
    for each in (home, screen, config / "gtk-3.0"):
        each.mkdir(parents=True)
    (config / "gtk-3.0" / "settings.ini").write_text(STILL)
    read, write = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    frame = ["-fbdir", str(screen), "-screen", "0", size, "-nolisten", "tcp", "-displayfd", str(write)]
    with contextlib.ExitStack() as stack:
        stack.enter_context(program(server, *frame, pass_fds=[write]))
        os.close(write)
        with os.fdopen(read) as answer:
            display = f":{answer.readline().strip()}"
        port = free_port()
        environment = {
            **os.environ,
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(config),
            "DISPLAY": display,
            "GDK_BACKEND": "x11",
            "LANG": "C.UTF-8",
            "LANGUAGE": "en_GB",
            "JSC_useSharedArrayBuffer": str(int(shared_memory)),
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }
        stack.enter_context(program(driver, f"--port={port}", env=environment))
        send = webdriver(port)
        options = {"binary": browser, "args": ["--automation", f"--geometry={SIZE[0]}x{SIZE[1]}"]}
        capabilities = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        session = eventually(
            lambda: connected(lambda: send("POST", "/session", {"capabilities": capabilities})), "WebKit"
        )
        prefix = f"/session/{session['sessionId']}"

        def command(name: str, parameters: dict) -> Any:
            method, path = COMMANDS[name]
            return send(method, prefix + path.format_map(parameters), parameters)

        stack.callback(send, "DELETE", prefix)
        yield Engine(command, home, lambda: xwd(screen / "Xvfb_screen0"))


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def connected(call: Callable[[], Any]) -> Any:
    """The answer, or None where nobody listens yet."""
    try:
        return call()
    except ConnectionRefusedError:
        return None


def webdriver(port: int) -> Callable[..., Any]:
    """Send a command over HTTP and receive its answer."""

    def send(method: str, path: str, parameters: dict | None = None) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=180)
        body = json.dumps(parameters) if parameters is not None else None
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"})
            answer = json.loads(connection.getresponse().read())["value"]
        finally:
            connection.close()
        if isinstance(answer, dict) and "error" in answer and "message" in answer:
            raise EngineError(f"{path}: {answer['error']}: {answer['message']}")
        return answer

    return send


def xwd(path: Path) -> Image.Image:
    """The picture of an X server's screen, from its file (X Window Dump, 32 bits a pixel: blue, green, red, unused)."""
    dump = path.read_bytes()
    header = struct.unpack(">25I", dump[:100])
    length, width, height, per_line, colours = header[0], header[4], header[5], header[12], header[19]
    rows = np.frombuffer(dump, np.uint8, per_line * height, length + 12 * colours).reshape(height, per_line)
    return Image.fromarray(rows[:, : 4 * width].reshape(height, width, 4)[..., 2::-1].copy())
