"""Ctrl+C goes to all processes of a terminal; only the first one takes it, and says one line."""

import os
import signal
import sys
import time

import pytest
from wispcut.batch.children import started


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_process_does_not_hear_ctrl_c_even_as_it_begins(capfd):
    process = started(time.sleep, 0.5)
    for _ in range(20):
        os.kill(process.pid, signal.SIGINT)
        time.sleep(0.02)
    process.join()
    assert process.exitcode == 0 and capfd.readouterr().err == ""
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
