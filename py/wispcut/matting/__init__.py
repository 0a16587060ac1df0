"""Where exactly the subject ends: trimap, guided filter, shared matting, consistency, foreground colours."""

from wispcut.matting.adaptive_trimap import adaptive_trimap
from wispcut.matting.entries import (
    SampledMatte,
    estimate_alpha,
    estimate_foreground,
    shared_matting,
)
from wispcut.matting.expansion import expand_known
from wispcut.matting.fill_small_unknowns import fill_small_unknowns
from wispcut.matting.foreground import decontaminate, estimate_colours
from wispcut.matting.fusion import fuse
from wispcut.matting.guided_filter import guided_filter
from wispcut.matting.matte import estimate_matte
from wispcut.matting.memory_limited import memory_limited_matte
from wispcut.matting.poisson import poisson_matting
from wispcut.matting.post_process import post_process
from wispcut.matting.trimap import (
    scale_trimap,
    trimap_from_bytes,
    trimap_from_mask,
    trimap_from_probability,
)
from wispcut.matting.trimap_encoding import encode_trimap

__all__ = [
    "SampledMatte",
    "adaptive_trimap",
    "decontaminate",
    "encode_trimap",
    "estimate_alpha",
    "estimate_colours",
    "estimate_foreground",
    "estimate_matte",
    "expand_known",
    "fill_small_unknowns",
    "fuse",
    "guided_filter",
    "memory_limited_matte",
    "poisson_matting",
    "post_process",
    "scale_trimap",
    "shared_matting",
    "trimap_from_bytes",
    "trimap_from_mask",
    "trimap_from_probability",
]
