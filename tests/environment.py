"""The environment of a test run, set before the settings are read. DATABASE_URL and CACHE_URL stay
as they are, so that the same tests run on other services."""

import os
import tempfile

os.environ.pop("DEBUG", None)
os.environ.update(
    SECRET_KEY="only-for-tests",
    ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
    SYMPTOMS_SITE_URL="http://testserver",
    SYMPTOMS_VAR=tempfile.mkdtemp(prefix="symptoms-tests-"),
)
