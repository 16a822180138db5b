"""An editor who saves and publishes with the admin’s forms, and how long each takes."""

import re
import time
from html import unescape
from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlencode

from bench.site import HOST

TIMES = 5


class Editor:
    """Signed in by the cookie `staff`, on the form at `path`."""

    def __init__(self, port: int, staff: str, path: str):
        self._connection = HTTPConnection(HOST, port, timeout=60)
        self._cookie = f"{staff}; csrftoken={'k' * 32}"
        self._path = path

    def save(self) -> float:
        """The median time to save a changed title, in milliseconds."""
        return median(self._timed(self._saved(number)) for number in range(TIMES))

    def publish(self) -> float:
        """The median time to publish what was saved, in milliseconds."""
        times = []
        for number in range(TIMES):
            self._timed(self._saved(number + TIMES))
            address = self._path.replace("/change/", "/publish/")
            times.append(self._timed((address, self._fields(address) | {"reason": "The bench."})))
        return median(times)

    def _saved(self, number):
        fields = self._fields(self._path)
        return self._path, fields | {"title": f"A title of the bench {number}"}

    def _timed(self, request):
        path, fields = request
        start = time.perf_counter()
        status, page = self._ask("POST", path, fields)
        waited = 1000 * (time.perf_counter() - start)
        if status != 302:
            words = re.findall(r'class="errorlist[^>]*>.*?</ul>', page, re.DOTALL)
            raise RuntimeError(f"{path}: {status} {' '.join(words)[:500]}")
        return waited

    def _fields(self, path):
        """The fields that a browser would send from the unchanged form."""
        _status, page = self._ask("GET", path)
        fields = {}
        for tag in re.finditer(r"<(input|textarea|select)\b([^>]*)>", page):
            kind, attributes = tag[1], dict(re.findall(r'([\w-]+)="([^"]*)"', tag[2]))
            name = attributes.get("name")
            is_off = attributes.get("type") in {"submit", "file", "button"} or (
                attributes.get("type") in {"checkbox", "radio"}
                and not re.search(r"\bchecked\b", tag[2])
            )
            if name and not is_off:
                fields.setdefault(name, []).append(_value(kind, attributes, page, tag.end()))
        return {name: values for name, values in fields.items() if values != [None]}

    def _ask(self, method, path, fields=None):
        body = None
        headers = {"Cookie": self._cookie, "Referer": f"http://{HOST}{path}"}
        if fields is not None:
            fields = fields | {"csrfmiddlewaretoken": "k" * 32}
            body = urlencode(fields, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")


def _value(kind, attributes, page, end):
    if kind == "input":
        return unescape(
            attributes.get("value", "on" if attributes.get("type") == "checkbox" else "")
        )
    inside = page[end : page.index(f"</{kind}>", end)]
    if kind == "textarea":
        return unescape(inside).removeprefix("\n")
    chosen = re.findall(r'<option\b(?=[^>]*\bselected)[^>]*\bvalue="([^"]*)"', inside)
    return unescape(chosen[0]) if chosen else None
