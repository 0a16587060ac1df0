"""One process that holds the network, for all the processes that cut out: it is in memory once."""

import os
import tempfile
import threading
from contextlib import suppress
from functools import cache
from multiprocessing import Pipe, current_process
from multiprocessing.connection import Client, Connection, Listener
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut.ai.isnet import ISNet
from wispcut.batch.children import started
from wispcut.core.errors import WispcutError
from wispcut.core.scale import AI_SIDE

Bytes = NDArray[np.uint8]
_SIDES = (AI_SIDE, AI_SIDE)


class SharedNetwork:
    """The network in its own process; a context. It is started when it is entered, and again when it died.

    ``precision``, ``folder``: as for :class:`wispcut.ai.isnet.ISNet`.
    """

    def __init__(self, precision: str, folder: Path | None = None):
        self._precision, self._folder = precision, folder
        self._home = tempfile.TemporaryDirectory(prefix="wispcut-")
        self._process: SpawnProcess | None = None
        self._address: Any = None

    def __enter__(self) -> "SharedNetwork":
        try:
            self.keep()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._home.cleanup()

    @property
    def asked(self) -> "RemoteNetwork":
        """What other processes ask."""
        return RemoteNetwork(self._address)

    def keep(self) -> None:
        """Start the process, if it is not there; raises ``WispcutError`` when the network cannot be loaded."""
        if self._process is not None and self._process.is_alive():
            return
        ours, theirs = Pipe(duplex=False)
        if self._address is None:
            self._address = ("127.0.0.1", 0) if os.name == "nt" else str(Path(self._home.name) / "network")
        if isinstance(self._address, str):
            Path(self._address).unlink(missing_ok=True)
        self._process = started(_serve, theirs, self._address, self._precision, self._folder)
        theirs.close()
        try:
            with ours:
                told = ours.recv()
        except EOFError:
            told = WispcutError("ai_died", "The AI's process died as it began, often for want of memory.")
        if isinstance(told, Exception):
            raise told
        self._address = told


class RemoteNetwork:
    """A network of another process of this machine, with the ``mask`` of :class:`wispcut.ai.isnet.ISNet`."""

    def __init__(self, address: Any):
        self._address = address

    def mask(self, view: Bytes) -> Bytes:
        """What the subject is: ``(1024, 1024, 3)`` bytes in, ``(1024, 1024)`` bytes out.

        Raises ``WispcutError("ai_died")`` when the process is gone; it can be asked again when it is back.
        """
        try:
            pipe = _connected(self._address)
            pipe.send_bytes(np.ascontiguousarray(view).tobytes())
            answer = pipe.recv()
        except (EOFError, OSError) as error:
            _connected.cache_clear()
            raise WispcutError("ai_died", "The AI's process died, often for want of memory.") from error
        if isinstance(answer, Exception):
            raise answer
        return np.frombuffer(answer, np.uint8).reshape(_SIDES)


@cache
def _connected(address: Any) -> "Connection[Any, Any]":
    return Client(address, authkey=current_process().authkey)


def _serve(pipe: "Connection[Any, Any]", address: Any, precision: str, folder: Path | None) -> None:
    """Load the network, tell where it is asked, and answer each process in its own thread, one at a time."""
    try:
        network = ISNet(precision, folder=folder)
        listener = Listener(address, authkey=current_process().authkey)
    except Exception as error:
        pipe.send(error if isinstance(error, WispcutError) else WispcutError("no_model", str(error)))
        return
    pipe.send(listener.address)
    turn = threading.Lock()
    while True:
        with suppress(EOFError, OSError):  # a process that died as it connected
            asked = listener.accept()
            threading.Thread(target=_answer, args=(asked, network, turn), daemon=True).start()


def _answer(pipe: "Connection[Any, Any]", network: ISNet, turn: threading.Lock) -> None:
    with suppress(EOFError, OSError), pipe:
        while True:
            view = np.frombuffer(pipe.recv_bytes(), np.uint8).reshape(*_SIDES, 3)
            try:
                with turn:
                    answer: bytes | Exception = network.mask(view).tobytes()
            except Exception as error:
                answer = WispcutError("ai_failed", f"The AI failed: {error}")
            pipe.send(answer)
