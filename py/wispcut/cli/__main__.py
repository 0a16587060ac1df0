"""``python -m wispcut.cli``."""

import sys

from wispcut.cli import main

sys.exit(main())
