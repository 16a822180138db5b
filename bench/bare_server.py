"""gunicorn's settings for `bench.bare`: as many processes and threads as the site has, and no hooks."""

import runpy

from bench.site import ROOT

_site = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
workers, threads = _site["workers"], _site["threads"]
