"""The shadow of a cutout on its new ground, made from the matte alone."""

from wispcut.shadow.soft_shadow import soft_shadow

__all__ = ["soft_shadow"]
