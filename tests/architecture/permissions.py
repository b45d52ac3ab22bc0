"""`python -m tests.architecture.permissions --write` fills `tests/permissions.csv` anew.

Somebody then reads what changed in it: the file is the promise, the house only answers.
"""

import os
import sys

import django
from django.conf import settings
from django.test.utils import get_runner, setup_test_environment


def refill() -> None:
    """Ask everything of a database made for it, and write the answers down."""
    from tests.architecture.matrix import METHODS, Asking, addresses, undone, write
    from tests.architecture.scene import Scene
    from tests.cast import Cast

    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        with undone():
            asking = Asking(Scene(Cast()))
            write([asking.row(each, method) for each in addresses() for method in METHODS])
    finally:
        runner.teardown_databases(databases)


def main() -> None:
    if "--write" not in sys.argv:
        sys.exit("Add --write to fill tests/permissions.csv anew, then read what changed.")
    os.environ["DJANGO_SETTINGS_MODULE"] = "trellis.config.settings_test"
    django.setup()
    refill()


if __name__ == "__main__":
    main()
