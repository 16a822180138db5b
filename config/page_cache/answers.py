"""An answer as bytes: headers and body, compressed once for each coding that clients ask for."""

import gzip
import re
from functools import lru_cache

import brotli

SMALLEST = 200  # bytes from which compressing pays off, as in Django's middleware
# A page is compressed while somebody waits: little more is gained beyond these levels.
_COMPRESS = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
_TEXTS = ("text/", "application/atom+xml", "application/xml", "application/manifest+json")
_REFUSED = re.compile(r"q\s*=\s*0(?:\.0{0,3})?\s*$")
_MAX_AGE = re.compile(r"(max-age|s-maxage)=(\d+)")
_WITHOUT_BODY = {"content-length", "content-type"}


class Answer:
    """A response of Django, to send again. `headers` are pairs; `grown` is called with this answer
    and the bytes that a newly compressed body takes.
    """

    def __init__(self, status, headers, body, grown=None):
        by_name = {name.lower(): value for name, value in headers}
        self.status = status
        self.cache_control = by_name.get("cache-control", "")
        self.vary = {name.strip().lower() for name in by_name.get("vary", "").split(",")} - {""}
        self.is_public = self._is_public(by_name)
        self.is_text = self._is_text(by_name, body)
        self.tag = by_name.get("etag", "").removeprefix("W/")
        self.headers = self._shared(headers)
        self._bodies = {"": body}
        self._grown = grown

    @property
    def size(self) -> int:
        """Roughly how many bytes of memory it uses."""
        return 2048 + sum(map(len, self._bodies.values()))

    def send(self, asked, start_response, seconds=None):
        """The WSGI answer to `asked` (a requests.Asked), to be cached elsewhere for at most
        `seconds`.
        """
        headers = self.headers if seconds is None else self._cut(seconds)
        if self.tag and (self.tag in asked.known_tags or asked.known_tags == "*"):
            kept = [pair for pair in headers if pair[0].lower() not in _WITHOUT_BODY]
            start_response("304 Not Modified", kept)
            return []
        coding = wanted(asked.codings) if self.is_text else ""
        body = self._body(coding)
        more = [("Content-Length", str(len(body)))]
        if coding:
            more.append(("Content-Encoding", coding))
        start_response(self.status, headers + more)
        return [] if asked.is_head else [body]

    def _body(self, coding):
        body = self._bodies.get(coding)
        if body is None:
            body = self._bodies[coding] = _COMPRESS[coding](self._bodies[""])
            if self._grown:
                self._grown(self, len(body))
        return body

    def _is_public(self, by_name):
        """Whether everybody may get the same response: Django said so, and nothing in it is
        specific to one request.
        """
        return (
            self.status.startswith("200")
            and "public" in self.cache_control
            and "set-cookie" not in by_name
            and "'nonce-" not in by_name.get("content-security-policy", "")
        )

    def _is_text(self, by_name, body):
        """A personal page is not compressed, because its length would reveal secrets in it
        (BREACH).
        """
        return (
            by_name.get("content-type", "").startswith(_TEXTS)
            and "private" not in self.cache_control
            and "content-encoding" not in by_name
            and len(body) >= SMALLEST
        )

    def _shared(self, headers):
        """The headers that every coding has. The tag is weak, because all codings are the same
        page.
        """
        kept = [pair for pair in headers if pair[0].lower() not in {"content-length", "etag"}]
        if self.tag:
            kept.append(("ETag", f"W/{self.tag}" if self.is_text else self.tag))
        if self.is_text:
            vary = [value for name, value in kept if name.lower() == "vary"]
            kept = [pair for pair in kept if pair[0].lower() != "vary"]
            names = ", ".join(dict.fromkeys(["Accept-Encoding", *", ".join(vary).split(", ")]))
            kept.append(("Vary", names.removesuffix(", ")))
        return kept

    def _cut(self, seconds):
        """A shared cache such as nginx counts whole seconds and serves its copy during the last one too."""

        def shorter(match):
            most = max(0, seconds - 1) if match[1] == "s-maxage" else seconds
            return f"{match[1]}={min(int(match[2]), most)}"

        cut = _MAX_AGE.sub(shorter, self.cache_control)
        return [(n, cut if n.lower() == "cache-control" else value) for n, value in self.headers]


@lru_cache(maxsize=256)
def wanted(header: str) -> str:
    """The best coding that `Accept-Encoding: header` admits: "br", "gzip", or "" for none (RFC 9110)."""
    offered = {}
    for part in header.lower().split(","):
        name, _separator, quality = part.partition(";")
        offered[name.strip()] = not _REFUSED.match(quality.strip())
    return next((coding for coding in _COMPRESS if offered.get(coding)), "")
