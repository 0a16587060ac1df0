"""What the AI looks at: denoising, local contrast, tone, sharpness, and a hint about the backdrop colour."""

from wispcut.enhance.bilateral import bilateral
from wispcut.enhance.chain import REACH, Enhancement, active, enhance, prepare
from wispcut.enhance.chroma_hint import chroma_hint
from wispcut.enhance.clahe import apply_curves, clahe, curves
from wispcut.enhance.options import Options
from wispcut.enhance.sharpen import sharpen
from wispcut.enhance.tone import adjust_tone, saturate

__all__ = [
    "REACH",
    "Enhancement",
    "Options",
    "active",
    "adjust_tone",
    "apply_curves",
    "bilateral",
    "chroma_hint",
    "clahe",
    "curves",
    "enhance",
    "prepare",
    "saturate",
    "sharpen",
]
