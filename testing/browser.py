"""A real Chromium, and the engine served without its page."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
)
DESKTOP = {"width": 1440, "height": 900}
"""Viewport of a desktop, in CSS pixels."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def installed() -> str | None:
    """The installed Chromium, or the one that CHROMIUM names; None: Playwright's own is tried."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright, executable: str | None = None) -> Browser:
    """Start it; as root it needs to be told that it has no sandbox."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = [*FLAGS, *(["--no-sandbox"] if root else [])]
    return playwright.chromium.launch(executable_path=executable or installed(), args=flags)


@contextlib.contextmanager
def served_engine() -> Iterator[str]:
    """The address of the engine without its page, served with the site's own headers."""
    command = ["node", str(ROOT / "scripts" / "harness.mjs")]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        address = server.stdout.readline().strip()
        if not address:
            raise RuntimeError(f"{' '.join(command)} ended with code {server.wait()} and gave no address")
        yield address
        server.stdin.close()


@contextlib.contextmanager
def engine_tab(browser: Browser) -> Iterator[Page]:
    """A tab of its own profile with the engine and no page."""
    with served_engine() as address:
        context = browser.new_context()
        tab = context.new_page()
        tab.set_default_timeout(120_000)
        tab.goto(address)
        yield tab
        context.close()


@contextlib.contextmanager
def harness(executable: str | None = None) -> Iterator[tuple[Browser, str]]:
    """A browser and that address."""
    with served_engine() as address, sync_playwright() as playwright:
        browser = launch(playwright, executable)
        yield browser, address
        browser.close()
