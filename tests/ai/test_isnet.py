"""The network by ONNX Runtime; where it is installed and its pieces are assembled, the mask of a real photo."""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from skimage import data
from wispcut.ai import isnet, store
from wispcut.ai.view import ai_view
from wispcut.core.errors import WispcutError
from wispcut.settings import Settings


def test_a_wrong_precision_is_named_with_the_right_ones():
    with pytest.raises(ValueError, match="precision must be one of isnet_fp16, isnet_quint8; got 'isnet'"):
        isnet.ISNet("isnet")


def test_without_the_runtime_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(isnet, "find_spec", lambda name: None)
    with pytest.raises(WispcutError, match=r"Install wispcut\[ai\]"):
        isnet.ISNet()


def test_a_graphics_card_comes_first_and_what_is_not_there_is_not_asked():
    assert isnet.chosen(["CPUExecutionProvider"]) == ["CPUExecutionProvider"]
    assert isnet.chosen(reversed(isnet.PROVIDERS)) == list(isnet.PROVIDERS)
    there = ["CPUExecutionProvider", "TensorrtExecutionProvider", "MIGraphXExecutionProvider"]
    assert isnet.chosen(there) == ["MIGraphXExecutionProvider", "CPUExecutionProvider"]


def test_threads_that_ask_at_once_get_one_network(monkeypatch):
    made = []

    class Slow:
        def __init__(self, *given, **more):
            time.sleep(0.05)
            made.append(self)

    isnet._kept.cache_clear()
    monkeypatch.setattr(isnet, "ISNet", Slow)
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda _: isnet.loaded("isnet_fp16"), range(8)))
    isnet._kept.cache_clear()
    assert len(made) == 1 and set(map(id, got)) == {id(made[0])}


def test_the_astronaut_is_the_subject():
    pytest.importorskip("onnxruntime", reason="the extra ai is not installed")
    if not store.holds("isnet_quint8"):
        pytest.skip("the AI's pieces are not assembled")
    net = isnet.ISNet("isnet_quint8", threads=1)
    assert net.providers[-1] == "CPUExecutionProvider"
    with pytest.raises(ValueError, match="view must be uint8 of shape"):
        net.mask(np.zeros((8, 8, 3), np.uint8))
    mask = net.mask(ai_view(data.astronaut(), Settings()))
    assert mask.shape == (1024, 1024) and mask.dtype == np.uint8
    assert mask[800:, 350:550].mean() > 230  # her suit
    assert mask[:60, 700:].mean() < 30  # the backdrop
