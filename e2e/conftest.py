"""A real Chromium, the built site on a plain static host, and people who use the page."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from testing import photos
from testing.browser import DESKTOP, ROOT, launch
from testing.person import LISTEN, MINUTE, Person, remembering
from testing.site import Site

# Requests that a service worker makes are events of its context, too.
os.environ.setdefault("PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS", "1")
expect.set_options(timeout=int(os.environ.get("WISPCUT_PATIENCE", 2 * MINUTE)))


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def dist() -> Path:
    """The built site; another folder than dist/ may be named by WISPCUT_DIST."""
    folder = Path(os.environ.get("WISPCUT_DIST", ROOT / "dist"))
    if not (folder / "sw.js").exists():
        pytest.fail(f"{folder} is not built: run `npm run build` first")
    return folder


@pytest.fixture(scope="session")
def host(dist):
    """The site, for all who need no faults."""
    served = Site(dist)
    yield served
    served.stop()


@pytest.fixture
def site(dist):
    """The site at an address of its own, to be stopped and spoilt at will."""
    served = Site(dist)
    yield served
    served.stop()


@contextlib.contextmanager
def people(browser, folders):
    """``meet(site, settings=…, **options)``: somebody with a new browser profile who has not opened the page yet."""
    contexts = []

    def make(site: Site, *, settings: dict | None = None, **options) -> Person:
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB", **options})
        context.set_default_timeout(3 * MINUTE)
        context.add_init_script(LISTEN)
        if settings:
            context.add_init_script(remembering(settings))
        contexts.append(context)
        guarded = options.get("service_workers") != "block"
        return Person(context.new_page(), site, folders.mktemp("downloads"), guarded=guarded)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def meet(browser, tmp_path_factory):
    """Whoever is met leaves with the module: a page with its workers holds gigabytes."""
    with people(browser, tmp_path_factory) as make:
        yield make


@pytest.fixture
def visitor(meet, site):
    """Somebody on the empty page of a site that may be spoilt."""
    somebody = meet(site)
    somebody.arrive()
    yield somebody
    somebody.page.context.close()


@pytest.fixture(scope="session")
def table(browser, host, pictures, tmp_path_factory):
    """One page for all tests of what can be done with a finished cutout."""
    with people(browser, tmp_path_factory) as make:
        somebody = make(host)
        somebody.arrive()
        yield somebody


@pytest.fixture
def desk(table, pictures):
    """The table with a small photo cut out after a mask file, everything at its default."""
    table.tidy_up()
    table.lay_out(pictures["small"], pictures["small_mask"])
    yield table
    faults, table.errors = table.errors, []
    assert faults == []


@pytest.fixture(scope="session")
def command_line(dist):
    """``command_line(*words)``: the command line of the very wheel that this site carries; its output."""
    (wheel,) = dist.glob("assets/py-*/wispcut-*.whl")
    begin = f"import sys; sys.path.insert(0, {str(wheel)!r}); from wispcut import cli; sys.exit(cli.main(sys.argv[1:]))"

    def run(*words) -> bytes:
        command = [sys.executable, "-c", begin, *map(str, words)]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout

    return run


@pytest.fixture(scope="session")
def pictures(tmp_path_factory) -> dict[str, Path]:
    """Photos and masks by name, see photos.py."""
    return photos.draw(tmp_path_factory.mktemp("pictures"))
