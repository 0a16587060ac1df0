"""The shadow of the settings: when there is one, where it lies, that windows agree."""

import numpy as np
import pytest
from wispcut import pipeline
from wispcut.settings import Cutout
from wispcut.steps.shadow import casts, shadow_of


@pytest.fixture(scope="module")
def made():
    photo = np.full((120, 160, 3), 200, np.uint8)
    photo[30:80, 60:100] = (180, 30, 40)
    mask = np.zeros((120, 160), np.uint8)
    mask[30:80, 60:100] = 255
    return pipeline.cut_out(photo, mask=mask, settings={"cutout": {"background": "white", "shadow": "both"}})


def test_none_unless_asked_and_never_on_transparent_or_a_mask_by_itself():
    assert not casts(Cutout(background="white"))
    assert casts(Cutout(background="white", shadow="contact"))
    assert not casts(Cutout(background="transparent", shadow="both"))
    assert casts(Cutout(background="transparent", shadow="both", shadow_on_transparent=True))
    assert not casts(Cutout(background="white", shadow="both", mask_only=True))
    assert not casts(Cutout(background="white", shadow="both", shadow_strength=0))


def test_it_darkens_the_ground_and_leaves_the_subject(made):
    out = made.picture()
    assert (out[40:70, 65:95, :3] == made.rgba[40:70, 65:95, :3]).all()
    assert out[80, 80, 0] < 200  # the contact
    assert out[60, 110, 0] < 240  # the cast shadow, to the right
    assert (out[:20] == 255).all() and (out[:, :40] == 255).all()


def test_windows_within_and_beyond_the_photo_agree(made):
    section = made.settings.cutout
    whole = shadow_of(made.survey, section).window((0, 0, 120, 160))
    wide = shadow_of(made.survey, section, (-24, -16, 150, 190))
    assert np.abs(wide.window((0, 0, 120, 160)).astype(int) - whole).max() <= 3
    parts = [wide.window((row, 0, row + 30, 160)) for row in range(0, 120, 30)]
    assert np.array_equal(np.concatenate(parts), wide.window((0, 0, 120, 160)))


def test_a_low_shadow_goes_on_beyond_the_photo(made):
    section = Cutout(background="white", shadow="cast", shadow_angle=150, shadow_length=2)
    beyond = shadow_of(made.survey, section, (0, 0, 180, 260)).window((120, 0, 180, 260))
    assert beyond.max() > 40
