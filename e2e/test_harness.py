"""The engine without its page is served, or the reason is told."""

import pytest

from bench import chromium


def test_a_harness_that_does_not_start_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(chromium, "ROOT", tmp_path)
    with pytest.raises(RuntimeError, match=r"harness\.mjs ended with code 1"), chromium.served_engine():
        pass
