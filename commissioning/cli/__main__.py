"""So that `python -m commissioning.cli` is the command line too."""

import sys

from commissioning.cli import main

sys.exit(main())
