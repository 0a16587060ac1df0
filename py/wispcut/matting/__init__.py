"""Where exactly the subject ends: trimap, guided filter, shared matting, consistency, foreground colours."""

from wispcut.matting.adaptive_trimap import adaptive_trimap
from wispcut.matting.close_veils import close_veils
from wispcut.matting.edge_width import edge_width
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
from wispcut.matting.keep_veils import keep_veils
from wispcut.matting.lost_strands import open_lost_strands
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
from wispcut.matting.whole_regions import decide_regions

__all__ = [
    "SampledMatte",
    "adaptive_trimap",
    "close_veils",
    "decide_regions",
    "decontaminate",
    "edge_width",
    "encode_trimap",
    "estimate_alpha",
    "estimate_colours",
    "estimate_foreground",
    "estimate_matte",
    "expand_known",
    "fill_small_unknowns",
    "fuse",
    "guided_filter",
    "keep_veils",
    "memory_limited_matte",
    "open_lost_strands",
    "poisson_matting",
    "post_process",
    "scale_trimap",
    "shared_matting",
    "trimap_from_bytes",
    "trimap_from_mask",
    "trimap_from_probability",
]
