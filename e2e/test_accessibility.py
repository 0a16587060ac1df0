"""axe finds nothing on any view, in light and in dark; nothing is clipped at 320 px."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from testing.browser import DESKTOP

ROOT = Path(__file__).resolve().parents[1]
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCAN = """async (tags) => {
    const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`);
}"""
OVERFLOW = """() => {
    const inRow = 'nav, fieldset, .sr, [hidden]'; // rows that scroll by themselves, and words for the ear
    const beyond = (element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 1 && (left < -1 || right > innerWidth + 1);
    };
    const beside = [...document.querySelectorAll('button, input, label, h1, h2, p, select')]
        .filter((element) => element.checkVisibility() && !element.closest(inRow) && beyond(element))
        .map((element) => element.outerHTML.slice(0, 120));
    return document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways', ...beside] : beside;
}"""
# The words of a wide window in a narrow one: the frame in which the page has not heard of its new width yet.
AT_RESIZE = (
    f"() => addEventListener('resize', () => (globalThis.atResize = ({OVERFLOW})()), {{ once: true }})"
)
# WCAG 1.4.12: what readers may do to letters. It also stands for a fallback font of any width.
WIDE_LETTERS = "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"


@pytest.fixture(scope="module")
def axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def guest(meet, host):
    """A page of its own, without a policy that would keep axe out and without motion."""
    person = meet(host, bypass_csp=True, reduced_motion="reduce", service_workers="block")
    person.arrive()
    return person


@pytest.fixture
def scan(guest, axe):
    """``scan()``: what axe finds on the page as it is now; desktop and phone, light and dark."""

    def look(*, phone: bool = True) -> list[str]:
        found = []
        if not guest.page.evaluate("'axe' in globalThis"):
            guest.page.evaluate(axe)
        for size in [guest.page.viewport_size, PHONE] if phone else [guest.page.viewport_size]:
            guest.page.set_viewport_size(size)
            for scheme in ("light", "dark"):
                guest.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                expect(guest.page.locator("input[type=file]").first).to_be_attached()
                where = f"{size['width']} px, {scheme}"
                found += [f"{where}: {violation}" for violation in guest.page.evaluate(SCAN, TAGS)]
        guest.page.set_viewport_size(DESKTOP)
        guest.page.emulate_media(color_scheme="light")
        return found

    return look


def beyond_320_px(person) -> list[str]:
    """What is cut off or makes the page scroll sideways at 320 px."""
    # The layout of phones follows the width a frame later; its bar has this button.
    more = person.page.get_by_role("banner").get_by_role("button", name=re.compile("^(More|Mehr)$"))
    person.page.set_viewport_size(NARROW)
    expect(more).to_be_visible()
    beside = person.page.evaluate(OVERFLOW)
    person.page.set_viewport_size(DESKTOP)
    expect(more).to_be_hidden()
    return beside


def test_the_empty_page(guest, scan):
    assert scan() == []
    assert beyond_320_px(guest) == []


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
@pytest.mark.parametrize("font", ["own font", "fallback font"])
@pytest.mark.parametrize("letters", ["* {}", WIDE_LETTERS], ids=["plain", "wide"])
def test_no_font_pushes_the_empty_page_out_of_320_px(meet, host, locale, font, letters):
    somebody = meet(host, locale=locale, bypass_csp=True, service_workers="block")
    page = somebody.page
    if font == "fallback font":
        page.route("**/*.woff2", lambda route: route.abort())
    page.goto(host.address)
    expect(page.locator(".frame h1")).to_be_visible()
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].some(({ status }) => status === 'loaded')") == (
        font == "own font"
    )
    page.add_style_tag(content=letters)
    page.evaluate(AT_RESIZE)
    assert beyond_320_px(somebody) == []
    assert page.evaluate("atResize") == []
    page.context.close()


def test_the_sheets(guest, scan):
    for name in ("Shortcuts", "About"):
        guest.button(name).click()
        expect(guest.page.get_by_role("dialog")).to_be_visible()
        assert scan(phone=False) == []
        guest.button("Close").click()


def test_an_error(guest, scan, pictures):
    guest.choose(pictures["words"])
    guest.says("not a photo")
    assert scan() == []
    assert beyond_320_px(guest) == []
    guest.button("Close").click()


def test_while_it_runs(guest, scan, pictures):
    guest.use_mask(pictures["large_mask"])
    guest.choose(pictures["large"])
    guest.hears("Looking for hair|Refining hair|Starting the refiner")
    assert scan(phone=False) == []
    guest.button("Cancel").click()
    guest.hears("^Cancelled")


def test_a_result_with_every_group_open(guest, scan, pictures):
    guest.go_home()
    guest.use_mask(pictures["small_mask"])
    guest.choose(pictures["small"])
    guest.wait_for_cutout()
    for group in ("Edge", "Enhance", "Export", "Advanced"):
        guest.unfold(group)
    guest.button("Compare").click()
    assert scan() == []
    assert beyond_320_px(guest) == []


def test_the_phones_sheets(guest, scan):
    guest.page.set_viewport_size(PHONE)
    for tab in ("Edge", "Background", "Enhance", "Export"):
        guest.button(tab).click()
        assert guest.page.locator("#sheet").is_visible()
        assert scan(phone=False) == []
        assert beyond_320_px(guest) == []
        guest.page.set_viewport_size(PHONE)
        if guest.button(tab).get_attribute("aria-expanded") == "true":
            guest.button(tab).click()
    guest.page.set_viewport_size(DESKTOP)


def test_the_brush(guest, scan):
    guest.button("Correct by hand").click()
    assert scan() == []
    assert beyond_320_px(guest) == []
    guest.button("Back to settings").click()


def test_painting_on_a_narrow_german_phone(guest, scan):
    page = guest.page
    page.set_viewport_size(NARROW)
    guest.button("By hand").click()
    box = guest.picture.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    guest.hears("1 mark, not yet applied")
    guest.button("More").click()
    guest.button("Deutsch").click()
    expect(guest.status).to_contain_text("1 Markierung, noch nicht angewendet")
    assert scan(phone=False) == []
    page.set_viewport_size(NARROW)
    guest.button("Verwerfen").click()
    guest.button("Mehr").click()
    guest.button("English").click()
    guest.button("By hand").click()
    page.set_viewport_size(DESKTOP)


def test_the_list(guest, scan, pictures):
    guest.choose(pictures["words"], pictures["empty"])
    expect(guest.page.get_by_role("heading", name="2 photos")).to_be_visible()
    guest.hears("photos are done")
    assert scan() == []
    assert beyond_320_px(guest) == []
