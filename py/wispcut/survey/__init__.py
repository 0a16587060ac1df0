"""The survey: a coarse pass over the whole photo, reduced to at most 1.5 MP, that finds whatever must be global."""

from wispcut.survey.coarse import Survey, estimate_noise, snap, survey

__all__ = ["Survey", "estimate_noise", "snap", "survey"]
