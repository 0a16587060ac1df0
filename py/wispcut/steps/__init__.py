"""Steps on a photo's own pixels that take settings: the preview, the refinement of a tile, the background."""
