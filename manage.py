#!/usr/bin/env python
"""Django's command line for the office."""

import os
import sys


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oa.settings")
    from django.core.management import execute_from_command_line

    from apps.core.commands import ending_in_one_line

    with ending_in_one_line():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
