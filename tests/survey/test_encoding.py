"""A survey becomes bytes, and these become the same survey."""

from dataclasses import fields

import numpy as np
from wispcut import settings, survey
from wispcut.survey import encoding

from testing.scenes import scene


def test_a_survey_and_its_settings_arrive_as_they_were():
    known = scene("hair", (40, 44))
    knobs = settings.complete({"trimap": {"erode": 3}})
    sent = survey.survey(known.photo, (40, 44), 1, mask=known.alpha, settings=knobs)
    got, got_knobs = encoding.read(encoding.write(sent, knobs).tobytes())
    assert got_knobs == knobs
    for one, other in ((sent, got), (sent.backdrop, got.backdrop)):
        for field in fields(one):
            a, b = getattr(one, field.name), getattr(other, field.name)
            if field.name == "backdrop":
                continue
            assert type(a) is type(b), field.name
            np.testing.assert_array_equal(a, b, err_msg=field.name)
            assert getattr(a, "dtype", None) == getattr(b, "dtype", None), field.name
