"""The `trellis` command: `trellis verify-audit` is the management command `verify_audit`."""

import os
import sys

from django.core.management import execute_from_command_line

# What any command writes, and whatever it starts: database, mail, files, backups and keys are for
# the owner alone, wherever the machine's own habit is another.
PRIVATE = 0o077


def main() -> None:
    os.umask(PRIVATE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.config.settings")
    argv = list(sys.argv)
    if len(argv) > 1 and not argv[1].startswith("-"):
        argv[1] = argv[1].replace("-", "_")
    execute_from_command_line(argv)


if __name__ == "__main__":
    main()
