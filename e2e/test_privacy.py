"""Nothing leaves: whatever code in the page, a worker or Python may try, no other site is reached.

Each cell is a host with or without headers, a first visit or a later one, and a page or a worker in it; in each, all
ways out are tried at once.
"""

import subprocess
import time
from types import SimpleNamespace

import pytest

from testing.browser import ROOT
from testing.person import MINUTE, SMALL_AI
from testing.ways_out import PAGE, SERVICE, WORKER, Elsewhere

HOSTS = ("headers", "plain")
VISITS = ("first", "later")
KINDS = ("python.worker", "codec.worker", "mask.worker")
WAYS = {"page": PAGE, "service": SERVICE, **dict.fromkeys(KINDS, WORKER)}
CELLS = [(host, visit, place) for host in HOSTS for visit in VISITS for place in ("page", *KINDS)] + [
    (host, "later", "service") for host in HOSTS
]
LEAVES = {"popup", "navigation", "rtc"}
"""What a browser lets no page forbid itself."""
SERVE = """import { serve } from './scripts/lib/server.mjs';
const { url } = await serve([process.argv[1]], { port: 0 });
console.log(url);"""


def held_open(host: str, visit: str, place: str) -> set[str]:
    """What gets out of a cell, and why: SECURITY and About say the same."""
    if place == "page":
        return LEAVES
    # A worker follows the headers of its own script; without any, it has taken from its scope what can be taken.
    return {"import"} if (host, visit) == ("plain", "first") and place != "service" else set()


@pytest.fixture(scope="module")
def with_headers(dist):
    """The server of `npm run serve`."""
    command = ["node", "--input-type=module", "--eval", SERVE, str(dist)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        yield SimpleNamespace(address=server.stdout.readline().strip())
        server.terminate()


@pytest.fixture(scope="module")
def elsewhere():
    site = Elsewhere()
    yield site
    site.close()


CONFINED = "() => globalThis.XMLHttpRequest === undefined"


def settle(meet, pictures, site, host: str, visit: str) -> dict:
    """Somebody's page and one worker of each kind, begun and not yet done; in a later visit the service worker, too."""
    person = meet(site, settings=SMALL_AI, **({"service_workers": "block"} if visit == "first" else {}))
    if host == "headers":
        person.guarded = person.has_been_here = True  # isolated from the first byte: it is not loaded twice
        if visit == "later":
            person.arrive()
            person.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    person.arrive()
    person.choose(pictures["small"])
    places = {"page": person.page}
    for kind in KINDS:
        assert person.eventually(lambda kind=kind: find(person.page, kind), 240), kind
        places[kind] = find(person.page, kind)
        assert person.eventually(lambda kind=kind: places[kind].evaluate(CONFINED))
    if visit == "later":
        (places["service"],) = person.page.context.service_workers
    return places


def find(page, kind: str):
    return next((worker for worker in page.workers if kind in worker.url), None)


@pytest.fixture(scope="module")
def came(meet, browser, pictures, elsewhere, host, with_headers):
    """What arrived from each cell, by ``(host, visit, place)``."""
    told = {}
    for name, site in zip(HOSTS, (with_headers, host), strict=True):
        for visit in VISITS:
            places = settle(meet, pictures, site, name, visit)
            for place in sorted(places, key="page".__eq__):  # last of all the page: it may go
                told[name, visit, place] = elsewhere.try_all(
                    places[place], f"{name}-{visit}-{place}", WAYS[place]
                )
            all_arrive(browser, elsewhere, f"open-{name}-{visit}")
            for place in places:
                cell = name, visit, place
                wait_for(lambda cell=cell: held_open(*cell) <= told[cell], cell, told)
            places["page"].context.close()
    return told


def all_arrive(browser, elsewhere, label: str) -> None:
    """From a page and a worker that nothing stops. When theirs have, what got out before has arrived, too."""
    page = browser.new_page()
    page.goto(elsewhere.address + "open/start")
    came = elsewhere.try_all(page, label, PAGE)
    with page.expect_worker() as worker:
        page.evaluate("void new Worker('worker.js', { type: 'module' })")
    of_worker = elsewhere.try_all(worker.value, f"{label}-worker", WORKER)
    wait_for(lambda: came == set(PAGE), came)
    wait_for(lambda: of_worker == set(WORKER), of_worker)
    page.context.close()


def wait_for(true, *told, limit: float = 4 * MINUTE / 1000) -> None:
    end = time.monotonic() + limit
    while not true() and time.monotonic() < end:
        time.sleep(0.1)
    assert true(), told


@pytest.mark.parametrize(("host_name", "visit", "place"), CELLS)
def test_only_what_no_browser_forbids_gets_out(came, host_name, visit, place):
    assert came[host_name, visit, place] == held_open(host_name, visit, place)
