"""ISNet (Qin et al. 2022, "Highly Accurate Dichotomous Image Segmentation") by ONNX Runtime, as the page runs it.

Bytes of the view go in as ``(v - 128) / 256``; the answer in [0, 1] is cut to bytes, as ``@imgly/background-removal``
does, so that both have the same thresholds. A graphics card is used where the installed ONNX Runtime can:
``wispcut[gpu]`` in place of ``wispcut[ai]``, ``onnxruntime-directml``, or a build with MIGraphX or CoreML.
"""

import threading
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut.ai import store
from wispcut.core.checks import check_choice
from wispcut.core.errors import WispcutError
from wispcut.core.scale import AI_SIDE

PROVIDERS = (
    "CUDAExecutionProvider",
    "MIGraphXExecutionProvider",
    "ROCMExecutionProvider",
    "DmlExecutionProvider",
    "CoreMLExecutionProvider",
    "CPUExecutionProvider",
)
"""Who computes, the best first: graphics cards of NVIDIA, AMD, Windows, Apple; then the processor."""


def chosen(there: Iterable[str]) -> list[str]:
    """The providers to ask, the best first, of those that an ONNX Runtime has.

    >>> chosen(["AzureExecutionProvider", "CPUExecutionProvider", "CUDAExecutionProvider"])
    ['CUDAExecutionProvider', 'CPUExecutionProvider']
    """
    had = set(there)
    return [name for name in PROVIDERS if name in had]


def check_runtime() -> None:
    """Raise where ONNX Runtime is not installed."""
    if find_spec("onnxruntime") is None:
        raise WispcutError(
            "no_ai", "The AI needs ONNX Runtime. Install wispcut[ai], or give a mask or a trimap."
        )


class ISNet:
    """The network, loaded. ``precision``: ``isnet_fp16`` sees finer; ``isnet_quint8`` is smaller and faster.

    ``folder``: where its pieces are; None looks where they are kept, and fetches them the first time. ``threads``: 0
    leaves the number to ONNX Runtime. ``providers``: who computes, the best first; one that cannot is passed over.
    """

    def __init__(self, precision: str = "isnet_fp16", *, folder: Path | None = None, threads: int = 0):
        check_choice("precision", precision, store.PRECISIONS)
        check_runtime()
        runtime = import_module("onnxruntime")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        providers = chosen(runtime.get_available_providers())
        self._session: Any = runtime.InferenceSession(
            store.network(precision, folder), options, providers=providers
        )
        self.providers: list[str] = self._session.get_providers()

    def mask(self, view: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """What the subject is: ``(1024, 1024, 3)`` bytes in, ``(1024, 1024)`` bytes out."""
        if view.dtype != np.uint8 or view.shape != (AI_SIDE, AI_SIDE, 3):
            raise ValueError(
                f"view must be uint8 of shape {(AI_SIDE, AI_SIDE, 3)}; got {view.dtype} {view.shape}"
            )
        planes = (np.moveaxis(view, 2, 0)[None].astype(np.float32) - np.float32(128)) / np.float32(256)
        (answer,) = self._session.run(["output"], {"input": planes})
        return np.asarray(np.clip(answer[0, 0], 0, 1) * np.float32(255)).astype(np.uint8)


_TURN = threading.Lock()


def loaded(precision: str, folder: Path | None = None, threads: int = 0) -> ISNet:
    """An :class:`ISNet` that stays for the next photo: one a process, even if several threads ask at once."""
    with _TURN:
        return _kept(precision, folder, threads)


@lru_cache(maxsize=2)
def _kept(precision: str, folder: Path | None, threads: int) -> ISNet:
    return ISNet(precision, folder=folder, threads=threads)
