"""Every example in a docstring gives what it says."""

import doctest
import importlib
import pkgutil

import numpy as np
import pytest
import wispcut

MODULES = sorted(
    m.name for m in pkgutil.walk_packages(wispcut.__path__, "wispcut.") if "__main__" not in m.name
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    failed, _ = doctest.testmod(importlib.import_module(name), extraglobs={"np": np}, report=True)
    assert not failed


def test_there_are_examples():
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = [test for name in MODULES for test in finder.find(importlib.import_module(name)) if test.examples]
    assert len(found) >= 8
