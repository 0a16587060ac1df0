"""Smaller and still sharp: downscaling in linear light with automatic sharpness.

>>> import numpy as np
>>> pixels, report = resize(np.full((40, 60, 3), 128, np.uint8), width=20)
>>> pixels.shape, report["selection_mode"]
((13, 20, 3), 'NothingToSharpen')
"""

from wispcut.resample.entries import auto_sharpen
from wispcut.resample.params import Params, ProbeConfig
from wispcut.resample.shrink import resize, shrink_rows, target_size

__all__ = ["Params", "ProbeConfig", "auto_sharpen", "resize", "shrink_rows", "target_size"]
