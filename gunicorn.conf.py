"""gunicorn reads this file from the folder it is started in."""

import ctypes
import gc
import os
from pathlib import Path

from config import metrics

logger_class = "config.gunicorn_logs.Logger"
# One process for each of two cores, and a few threads for who waits in it. Measure others with bench/pages.
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
# The code is loaded once and shared by the processes, which saves a third of their memory and half of the start. What measures
# requests must be set up first, so with METRICS_PORT each process loads its own. A release restarts the server: with HUP, the
# code that was loaded stays.
preload_app = not int(os.environ.get("METRICS_PORT") or 0)
# Each thread would otherwise keep freed memory of its own (glibc only).
M_ARENA_MAX, ARENAS = -8, 1
mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
if mallopt:
    mallopt(M_ARENA_MAX, ARENAS)


def post_worker_init(worker):
    """A worker starts only on a database as new as the code; then it sends the mail that its requests cause, after they are answered."""
    from config import persistent_sqlite, schema_check  # noqa: PLC0415  (the application must be loaded first)
    from symptoms.mail import worker as mail_worker  # noqa: PLC0415

    schema_check.stop_if_outdated()
    persistent_sqlite.hold()
    if os.environ.get(metrics.FOLDER):
        metrics.reserve(worker.pid)
    mail_worker.start()


def on_starting(server):
    """Before there are workers: where they write what they measure (docs/operations.md)."""
    if port := int(os.environ.get("METRICS_PORT") or 0):
        metrics.prepare(Path(os.environ.get("SYMPTOMS_VAR") or "var", "metrics"))
        metrics.serve(port)


def when_ready(server):
    """Just before the first worker: what was loaded stays where all of them share it."""
    if preload_app:
        from django.db import connections  # noqa: PLC0415
        from django.urls import get_resolver  # noqa: PLC0415

        get_resolver().url_patterns  # noqa: B018  (imports all views)
        connections.close_all()  # none may cross a fork
        gc.collect()
        gc.freeze()


def child_exit(server, worker):
    if os.environ.get(metrics.FOLDER):
        metrics.forget(worker.pid)
