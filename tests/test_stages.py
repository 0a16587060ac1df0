"""The table of stages: whole, in order, and what the knobs name."""

import pytest
from wispcut import stages
from wispcut.settings import KNOBS


def test_weights_add_up_and_names_are_each_there_once():
    assert sum(stage.weight for stage in stages.STAGES) == pytest.approx(1)
    assert all(stage.weight > 0 for stage in stages.STAGES)
    assert len(set(stages.NAMES)) == len(stages.STAGES)


def test_a_stage_runs_again_with_all_that_follow_it():
    assert stages.reruns("view") == stages.NAMES == ("view", "mask", "survey", "refine", "cutout")
    assert stages.reruns("survey") == ("survey", "refine", "cutout")
    assert stages.reruns("cutout") == ("cutout",)
    with pytest.raises(ValueError, match=r"name must be one of view, .*; got 'command'"):
        stages.reruns("command")


def test_every_stage_has_a_knob_and_is_listed():
    assert {knob.stage for knob in KNOBS} == {*stages.NAMES, "command"}
    listed = stages.as_list()
    assert [row["name"] for row in listed] == list(stages.NAMES)
    assert listed[3] == {"name": "refine", "reruns": ["refine", "cutout"], "weight": 0.10}
