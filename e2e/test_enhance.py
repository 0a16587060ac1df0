"""What the AI looks at: live while a slider moves, shown beside the photo, and the mask with and without it."""

import pytest
from playwright.sync_api import expect

from testing.person import SMALL_AI


@pytest.fixture(scope="module")
def seen_by_the_ai(meet, host, pictures):
    """A cutout by the small AI."""
    person = meet(host, settings=SMALL_AI)
    person.arrive()
    person.choose(pictures["one"])
    person.wait_for_cutout()
    yield person
    assert person.errors == []
    person.page.context.close()


def test_a_moved_slider_is_seen_before_the_ai_has_looked_again(seen_by_the_ai):
    person = seen_by_the_ai
    person.unfold("Enhance")
    person.button("Show what the AI sees").click()
    expect(person.radio("Enhanced")).to_be_checked()
    before = len(person.heard())
    with person.something_runs():
        assert person.milliseconds_to_paint("Local contrast", "6") > 0  # waits until the canvas has changed
        assert not any(words.startswith("Cutout ready") for words in person.heard()[before:])


def test_the_mask_can_be_compared_with_the_one_without(seen_by_the_ai):
    person = seen_by_the_ai
    person.pick("Raw mask")
    person.button("Compare").click()
    person.sees("Without Enhance")
    person.button("Compare").click()
    person.pick("Enhanced")
    person.button("Compare").click()
    expect(person.page.get_by_text("Original", exact=True).last).to_be_visible()
    person.button("Compare").click()


def test_the_result_takes_the_new_colours_when_asked(seen_by_the_ai):
    person = seen_by_the_ai
    person.pick("Cutout")
    plain = person.save("Download cutout").read_bytes()
    with person.something_runs():
        person.checkbox("Also in the result").check()
    assert person.save("Download cutout").read_bytes() != plain
    with person.something_runs():
        person.button("Defaults: Enhance").click()
