"""The network by ONNX Runtime; where it is installed and its pieces are assembled, the mask of a real photo."""

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


def test_the_astronaut_is_the_subject():
    pytest.importorskip("onnxruntime", reason="the extra ai is not installed")
    if not store.holds("isnet_quint8"):
        pytest.skip("the AI's pieces are not assembled")
    net = isnet.ISNet("isnet_quint8", threads=1)
    with pytest.raises(ValueError, match="view must be uint8 of shape"):
        net.mask(np.zeros((8, 8, 3), np.uint8))
    mask = net.mask(ai_view(data.astronaut(), Settings()))
    assert mask.shape == (1024, 1024) and mask.dtype == np.uint8
    assert mask[800:, 350:550].mean() > 230  # her suit
    assert mask[:60, 700:].mean() < 30  # the backdrop
