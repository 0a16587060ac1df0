"""What the page is told: versions, every knob, every stage, and numbers that come from where they are used."""

import json

import numpy as np
from wispcut import browser_api, settings, stages
from wispcut.about import about, constants
from wispcut.core import tiles
from wispcut.core.marks import CODES


def test_versions_knobs_and_stages():
    facts = json.loads(about())
    assert browser_api.about is about
    assert facts["numpy"] == np.__version__
    assert facts["schema"] == settings.schema()
    assert facts["stages"] == stages.as_list()
    assert facts["constants"] == constants()


def test_the_numbers_are_those_in_use():
    numbers = constants()
    tile = tiles.plan((9000, 9000))[0]
    assert numbers["tile_core"] == tile.core[2] and numbers["tile_gutter"] == tile.outer[2] - tile.core[2]
    assert numbers["marks"] == CODES
    assert numbers["survey_pixels"] == 1_000_000 and numbers["preview_pixels"] == 100_000
    assert (numbers["ai_side"], numbers["subject_alpha"], numbers["opaque_trimap"]) == (1024, 8, 128)
