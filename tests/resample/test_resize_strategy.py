"""Which kernel makes which pixel."""

import numpy as np
from wispcut.resample import resize
from wispcut.settings import Resize


def test_kernels_differ_in_softness(noise):
    spread = {}
    for kernel in ("Lanczos3", "CatmullRom", "MitchellNetravali", "Gaussian"):
        out, report = resize(noise, width=100, params=Resize(kernel=kernel, sharpness="off").params())
        spread[kernel] = np.abs(np.diff(out.astype(float), axis=1)).mean()
        named = report["resize_strategy_diagnostics"]
        assert named is None if kernel == "Lanczos3" else named["kernels_used"] == [kernel]
    assert list(spread.values()) == sorted(spread.values(), reverse=True)


def test_content_adaptive_resize_takes_each_pixel_from_one_kernel(noise):
    off = {"sharpness": "off"}
    mixed, report = resize(noise, width=100, params=Resize(**off, resize_strategy="ContentAdaptive").params())
    counts = report["resize_strategy_diagnostics"]["per_kernel_pixel_count"]
    assert (
        sum(counts.values()) == mixed.shape[0] * mixed.shape[1] and len([c for c in counts.values() if c]) > 1
    )
    single = [resize(noise, width=100, params=Resize(**off, kernel=k).params())[0] for k in counts]
    assert np.any([(mixed == s).all(axis=2) for s in single], axis=0).all()
