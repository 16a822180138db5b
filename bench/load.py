"""Requests one page again and again and measures it, with wrk if installed, or else by itself."""

import os
import random
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

CONNECTIONS = 16
FORWARDED = "X-Forwarded-For"  # the site believes it: bench.serving sets SYMPTOMS_TRUSTED_PROXIES
MANY_NETWORKS = Path(__file__).with_name("many_networks.lua")
HERTZ = os.sysconf("SC_CLK_TCK")
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Cost:
    """Of one page: `rate` is requests a second, `processor`, `p50` and `p99` are milliseconds."""

    rate: float
    processor: float
    p50: float
    p99: float
    size: int

    def line(self) -> str:
        return (
            f"{self.rate:9.0f} {self.processor:9.3f} {self.p50:8.2f} {self.p99:8.2f} {self.size:8}"
        )


def measure(
    url: str,
    pids: list[int],
    seconds: float,
    headers: dict[str, str] | None = None,
    is_limited: bool = False,
) -> Cost:
    """The cost of the page at `url` for the processes `pids`. A page that `is_limited` for each network
    is requested from many. Raises RuntimeError unless the response is 200.
    """
    headers = headers or {}
    if is_limited:
        headers = headers | {FORWARDED: ""}
    size = _once(url, headers)
    before, run = processor_seconds(pids), _wrk if shutil.which("wrk") else _one_by_one
    rate, count, p50, p99 = run(url, headers, seconds)
    spent = processor_seconds(pids) - before
    return Cost(rate, 1000 * spent / max(1, count), p50, p99, size)


def processor_seconds(pids: list[int]) -> float:
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / HERTZ


def memory(pids: list[int]) -> float:
    """Megabytes, counting shared memory once."""
    text = "".join(Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids)
    return (
        sum(int(kilobytes) for kilobytes in re.findall(r"^Pss: +(\d+)", text, re.MULTILINE)) / 1024
    )


def _once(url, headers):
    connection, path = _connect(url)
    connection.request("GET", path, headers=_from_anywhere(headers))
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{url}: {answer.status}")
    return size


def _from_anywhere(headers):
    """With a new address, if it is wanted."""
    place = f"10.{random.randrange(256)}.{random.randrange(256)}.1"
    return headers | {FORWARDED: place} if FORWARDED in headers else headers


def _connect(url):
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=60)
    return connection, f"{parts.path}?{parts.query}" if parts.query else parts.path


def _wrk(url, headers, seconds):
    named = {name: value for name, value in headers.items() if name != FORWARDED}
    more = [word for name, value in named.items() for word in ("-H", f"{name}: {value}")]
    if FORWARDED in headers:
        more += ["-s", str(MANY_NETWORKS)]
    said = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--latency", *more, url],
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 30,
    ).stdout
    rate = float(re.search(r"Requests/sec: +([\d.]+)", said)[1])
    count = int(re.search(r"(\d+) requests in", said)[1])
    p50, p99 = (
        float(found[1]) * _UNITS[found[2]]
        for found in (re.search(rf"{at}% +([\d.]+)(us|ms|s)", said) for at in (50, 99))
    )
    return rate, count, p50, p99


def _one_by_one(url, headers, seconds):
    """One connection, because with more this process would be the bottleneck."""
    connection, path = _connect(url)
    waited: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        connection.request("GET", path, headers=_from_anywhere(headers))
        connection.getresponse().read()
        waited.append(1000 * (time.perf_counter() - start))
    waited.sort()
    return len(waited) / seconds, len(waited), waited[len(waited) // 2], waited[-len(waited) // 100]
