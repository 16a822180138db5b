"""`bench/pages [N ...]`: the cost of each page, compared with a bare Django view of the same bytes
and a static file.

For each number of articles (200 without any): seeds a site, serves it as `make run` does, and measures every
page in one run: requests a second from 16 connections, milliseconds of the processor a request, the median
and the 99th percentile of the wait, bytes; then memory, start, and an editor's saving and publishing.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench import load
from bench.editing import Editor
from bench.nginx import Nginx
from bench.serving import MAX_ARTICLES, ArchiveSite, family
from bench.site import HOST, ROOT, free_port

MAX_SECONDS = 30
# A response that is not stored, because of a cookie that the site does not know.
UNKNOWN = {"Cookie": "unknown=1"}
HEAD = f"{'':34}{'req/s':>9} {'cpu ms':>9} {'p50':>8} {'p99':>8} {'bytes':>8}"
# measured, beside what, at least how much of it
TARGETS = [
    ("article", "bare Django view", 1.20),
    ("article, nginx in front", "nginx, static file", 0.90),
    ("article, signed in", "bare Django view", 0.15),
    ("article, not kept", "bare Django view", 0.10),
]


def main(words):
    asked = _arguments(words)
    for count in asked.articles:
        with ArchiveSite(min(count, MAX_ARTICLES), asked.postgresql) as site:
            start = _restart(site)
            print(f"\n{count} articles, {site.database}\n{HEAD}", flush=True)
            costs = dict(_measured(site, min(asked.seconds, MAX_SECONDS)))
            _ratios(costs)
            editor = Editor(site.port, site.staff, site.admin["admin: form"])
            print(f"memory {load.memory(site.pids()):.0f} MiB, start {start:.1f} s")
            print(f"save {editor.save():.0f} ms, publish {editor.publish():.0f} ms", flush=True)


def _arguments(words):
    parser = argparse.ArgumentParser(prog="bench/pages", description=__doc__.partition("\n")[0])
    parser.add_argument("articles", nargs="*", type=int, default=[200])
    parser.add_argument("--postgresql", default="", metavar="URL")
    parser.add_argument("--seconds", type=float, default=2)
    return parser.parse_args(words)


def _restart(site):
    """Seconds until the server answers."""
    site.stop()
    before = time.perf_counter()
    site.start()
    return time.perf_counter() - before


def _measured(site, seconds):
    """Pairs of a name and a Cost, each printed when it is there."""
    article = site.base + site.pages["article"]
    page = site.var / "nginx" / "article.html"
    page.parent.mkdir(exist_ok=True)
    page.write_bytes(_body(site.port, site.pages["article"]))

    def one(name, url, pids, headers=None):
        is_limited = "?q=" in url or "/sheet/" in url
        cost = load.measure(url, pids, seconds, headers, is_limited)
        print(f"{name:34}{cost.line()}", flush=True)
        return name, cost

    reader, staff = {"Cookie": site.reader}, {"Cookie": site.staff}
    with _bare(page) as (bare, bare_pids), Nginx(site.port, page.parent) as nginx:
        if nginx.url:
            pids = site.pids() + family(nginx.process.pid)
            yield one("nginx, static file", f"{nginx.url}/article.html", pids)
            yield one("article, nginx in front", nginx.url + site.pages["article"], pids)
        yield one("bare Django view", bare, bare_pids)
        pids = site.pids()
        yield one("article, signed in", article, pids, reader)
        yield one("article, not kept", article, pids, UNKNOWN)
        for name, path in site.pages.items():
            is_own = path.startswith("/favorites/")
            yield one(name, site.base + path, pids, reader if is_own else None)
            if not is_own and name != "article":
                yield one(f"{name}, not kept", site.base + path, pids, UNKNOWN)
        for name, path in site.admin.items():
            yield one(name, site.base + path, pids, staff)


def _ratios(costs):
    for name, beside, target in TARGETS:
        if name in costs and beside in costs:
            ratio = costs[name].rate / costs[beside].rate
            by_processor = costs[beside].processor / max(costs[name].processor, 0.001)
            judged = "" if ratio >= target else f"  (below {target:.0%})"
            said = f"{name} : {beside} = {ratio:.0%}, by processor time {by_processor:.0%}"
            print(f"{said}{judged}", flush=True)


def _body(port, path):
    connection = HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return body


@contextmanager
def _bare(page: Path):
    """The address and the processes of a server with a view that answers with the bytes of `page`."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "bench.bare:application", "--config", "python:bench.bare_server",
         "--bind", f"{HOST}:{port}", "--no-control-socket", "--log-level", "warning"],
        cwd=ROOT,
        env=os.environ | {"BENCH_PAGE": str(page)},
        start_new_session=True,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                _body(port, "/")
                break
            except (OSError, HTTPException):
                time.sleep(0.05)
        yield f"http://{HOST}:{port}/", family(process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


if __name__ == "__main__":
    main(sys.argv[1:])
