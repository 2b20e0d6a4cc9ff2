# coding: utf-8  # noqa: UP009 - Python 2 needs it to get as far as the line that turns it away
"""Set the program up in its own folder where needed, then start it.

    python3 installer/start.py              the window (without a display: the tour)
    python3 installer/start.py -- ARGS      the program with arguments, for example: -- words 3421

This file alone must be readable by any Python, so that an old one can say what is wrong.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an old Python is what this line is for
    sys.exit(
        "需要 Python 3.11 或更新的版本，这里是 {0}.{1} / this needs Python 3.11 or newer, not {0}.{1}".format(
            *sys.version_info[:2]
        )
    )

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from installer import launch, setup_steps

if __name__ == "__main__":
    sys.exit(setup_steps.guarded(launch.start, sys.argv[1:]))
