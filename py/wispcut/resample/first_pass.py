"""The first pass over the unsharpened picture: what is measured before a strength can be chosen."""

import numpy as np

from wispcut.resample.base import Base
from wispcut.resample.breakdown import Band, sampled_tops
from wispcut.resample.gamut import GamutProbe
from wispcut.resample.params import Params
from wispcut.resample.quality import Energy, ringing_of_rows
from wispcut.resample.regions import CLASSES, gradient_magnitude, local_variance
from wispcut.resample.timing import Clock

PROBE_STATISTICS_LIMIT = 2.5e5  # pixels in the breakdown of each probe


class FirstPass:
    """Probe, ringing, region classes, and in full diagnostics energies and bands for the breakdown of each probe."""

    def __init__(self, base: Base, params: Params, limit: float, clock: Clock):
        """``limit`` is the largest strength that will be probed."""
        full = params.diagnostics_level == "Full"
        self.probe = GamutProbe(limit, params.artifact_metric, params.evaluation_color_space == "Luminance")
        self.energy = Energy() if full else None
        self.pixels = self.ringing = 0
        self.class_counts = np.zeros(len(CLASSES), np.int64)
        self.steepest = 0.0  # largest slope of any value along the strength
        self.samples: list[Band] = []
        wanted = set(sampled_tops(base.height, base.width, PROBE_STATISTICS_LIMIT)) if full else ()
        for band in base.bands():
            luma, core = band.around.luma, band.around_core
            with clock.stage("baseline_us"):
                self.probe.add(band.core, band.visible)
                self.steepest = max(self.steepest, float(np.abs(band.core.slope).max()))
            with clock.stage("base_quality_us"):
                shown = band.core.luma.size if band.visible is None else int(np.count_nonzero(band.visible))
                self.pixels += shown
                self.ringing += ringing_of_rows(luma, core, band.known)
                if self.energy is not None:
                    self.energy.add(gradient_magnitude(luma)[core], local_variance(luma)[core], band.known)
            if band.classes is not None:
                with clock.stage("classification_us"):
                    classes = band.classes if band.visible is None else band.classes[band.visible]
                    self.class_counts += np.bincount(classes.ravel(), minlength=len(CLASSES))
            if band.top in wanted:
                self.samples.append(band.statistics())
