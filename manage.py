#!/usr/bin/env python
"""Django's command line: `python manage.py help`."""

import os
import sys

from django.core.management import execute_from_command_line

from config.logs import redact_uncaught

if __name__ == "__main__":
    redact_uncaught()
    # Commands may take their time; readers do not wait for them.
    if sys.argv[1:2] != ["runserver"]:
        os.environ.setdefault("SYMPTOMS_DATABASE_STATEMENT_SECONDS", "0")
        os.environ.setdefault("SYMPTOMS_DATABASE_LOCK_SECONDS", "0")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)
