"""The documentation site: ``npm run docs`` builds it, ``npm run check`` builds it and takes no warning."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "extensions"))

from wispcut.version import __version__

project = "Wispcut"
author = "The Wispcut maintainers"
version = release = __version__
html_title = f"Wispcut {__version__}"
copyright = "the Wispcut maintainers, AGPL-3.0-or-later"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "from_code"]
exclude_patterns = ["extensions"]
root_doc = "index"

myst_heading_anchors = 3

autodoc_default_options = {"members": True, "imported-members": True}
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88
add_module_names = False

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["wispcut.css"]
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {"footer_icons": []}
