"""The engine without its page is served, or the reason is told."""

import pytest

from testing import browser


def test_a_harness_that_does_not_start_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(browser, "ROOT", tmp_path)
    with pytest.raises(RuntimeError, match=r"harness\.mjs ended with code 1"), browser.served_engine():
        pass
