"""The steps of the way from photo to cutout, with their settings; the pipeline and the page call the same ones.

``mask``: tidy what the AI saw. ``coarse``: the survey. ``refine``: one tile. ``background``: what stands behind.
``preview``: a quick matte while the real one is being made.
"""
