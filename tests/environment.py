"""The environment of a test run, set before the settings are read. DATABASE_URL and CACHE_URL stay
as they are, so that the same tests run on other services."""

import atexit
import os
import shutil
import tempfile

VAR = tempfile.mkdtemp(prefix="symptoms-tests-")
atexit.register(shutil.rmtree, VAR, ignore_errors=True)

os.environ.pop("DEBUG", None)
os.environ.update(
    SECRET_KEY="only-for-tests-and-long-enough-for-a-real-site-0123456789",
    ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
    SYMPTOMS_SITE_URL="http://testserver",
    SYMPTOMS_EMERGENCY_NUMBER="112",
    SYMPTOMS_VAR=VAR,
)

# Tests look into the cache, and each worker has its own.
os.environ.setdefault("CACHE_URL", "locmemcache://")
# Workers that run side by side do not empty each other's Redis cache.
if os.environ.get("CACHE_URL", "").startswith("rediscache"):
    server = os.environ["CACHE_URL"].rpartition("/")[0]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    os.environ["CACHE_URL"] = f"{server}/{9 + int(worker) % 6}"
