"""The network in a process of its own, asked by others."""

import os
import signal

import numpy as np
import pytest
from skimage import data
from wispcut.ai import isnet, store
from wispcut.ai.view import ai_view
from wispcut.batch.network import RemoteNetwork, SharedNetwork
from wispcut.core.errors import WispcutError
from wispcut.settings import Settings


def test_a_network_that_cannot_be_loaded_is_told(tmp_path):
    with pytest.raises(WispcutError, match=r"does not hold|Install wispcut\[ai\]"):
        SharedNetwork("isnet_quint8", tmp_path).__enter__()


def test_nobody_there_is_an_error_that_can_be_tried_again(tmp_path):
    with pytest.raises(WispcutError) as caught:
        RemoteNetwork(str(tmp_path / "none")).mask(np.zeros((1024, 1024, 3), np.uint8))
    assert caught.value.code == "ai_died"


def test_it_gives_the_networks_own_mask_and_comes_back_after_its_death():
    pytest.importorskip("onnxruntime", reason="the extra ai is not installed")
    if not store.holds("isnet_quint8"):
        pytest.skip("the AI's pieces are not assembled")
    view = ai_view(data.astronaut(), Settings())
    wanted = isnet.ISNet("isnet_quint8").mask(view)
    with SharedNetwork("isnet_quint8") as shared:
        assert np.array_equal(shared.asked.mask(view), wanted)
        os.kill(shared._process.pid, signal.SIGKILL)
        shared._process.join()
        with pytest.raises(WispcutError) as caught:
            shared.asked.mask(view)
        assert caught.value.code == "ai_died"
        shared.keep()
        assert np.array_equal(shared.asked.mask(view), wanted)
