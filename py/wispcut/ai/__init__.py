"""The AI beside the matting: what the subject is, from the same network and the same view as on the page.

``view``: the square that the network sees. ``store``: its files, pinned by SHA-256. ``isnet``: the network itself, by
ONNX Runtime (``pip install "wispcut[ai]"``). ``models``: this network, or any object with ``predict`` (rembg's
sessions), as one function from a photo to a raw mask.
"""
