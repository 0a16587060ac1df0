"""Where exactly the subject ends: trimap, guided filter, shared matting, consistency, foreground colours."""
