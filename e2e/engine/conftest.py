"""The engine alone, without its page, in one tab."""

import pytest
from skimage import data

from testing import made
from testing.browser import engine_tab
from testing.engine import TEXT, put_file, run


@pytest.fixture(scope="package")
def page(browser):
    """One tab for all tests of this folder: Python and the AI start once."""
    with engine_tab(browser) as tab:
        put_file(tab, "astronaut", made.packed(data.astronaut()))
        yield tab


@pytest.fixture(scope="package")
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
