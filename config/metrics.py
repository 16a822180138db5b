"""Measurements for Prometheus: requests and seconds by route, never by address or person.

gunicorn's workers write them into files of one folder, and its master serves their sum on METRICS_PORT of
this machine. Pages served by the page cache or nginx are not included.
"""

import logging
import os
import shutil
import time
from pathlib import Path

logger = logging.getLogger(__name__)

# The library reads this name when it is imported, which is why it is imported where it is used.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
KINDS = ("counter", "histogram")
# For each file of a worker: more than all routes need with all their statuses.
RESERVED_BYTES = 1024 * 1024
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def prepare(folder: Path) -> None:
    """An empty folder for the files of all workers. Call it in the master, before there are workers. Raises
    OSError."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    os.environ[FOLDER] = str(folder)


def serve(port: int) -> None:
    """Serve the sum of all workers on `port` of this machine, by a thread. Raises OSError."""
    from prometheus_client import CollectorRegistry, start_http_server  # noqa: PLC0415
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    start_http_server(port, addr="127.0.0.1", registry=registry)


def reserve(pid: int) -> None:
    """Take the disk space of a worker's files before it counts. Without the space, it does not count.

    The library writes to them through memory, and a process is killed when there is no space for that.
    """
    global _is_measuring  # noqa: PLW0603  (one worker, one answer)
    try:
        for kind in KINDS:
            with Path(os.environ[FOLDER], f"{kind}_{pid}.db").open("xb") as file:
                os.posix_fallocate(file.fileno(), 0, RESERVED_BYTES)
    except OSError as error:
        _is_measuring = False
        logger.error("Requests to this process are not measured: %s.", error.strerror)


_is_measuring = True


def forget(pid: int) -> None:
    """A worker has ended: its counts stay, its gauges go."""
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415

    mark_process_dead(pid)


class MetricsMiddleware:
    def __init__(self, get_response):
        from prometheus_client import Counter, Histogram  # noqa: PLC0415

        self.get_response = get_response
        self._requests = _once(
            Counter, "symptoms_requests", "Requests", ["method", "route", "status"]
        )
        self._seconds = _once(
            Histogram, "symptoms_request_seconds", "Seconds to an answer", ["route"], SECONDS
        )

    def __call__(self, request):
        if not _is_measuring:
            return self.get_response(request)
        start = time.monotonic()
        response = self.get_response(request)
        route = request.resolver_match.route if request.resolver_match else "none"
        method = request.method if request.method in {"GET", "HEAD", "POST"} else "other"
        self._requests.labels(method, route, response.status_code).inc()
        self._seconds.labels(route).observe(time.monotonic() - start)
        return response


_made: dict[str, object] = {}


def _once(kind, name, words, labels, *buckets):
    """A measurement exists once in a process, however often Django builds its middleware."""
    if name not in _made:
        options = {"buckets": buckets[0]} if buckets else {}
        _made[name] = kind(name, words, labels, **options)
    return _made[name]
