"""A part of a file, to continue an interrupted download (RFC 9110, 14)."""

import re

from django.http import HttpRequest, HttpResponse

_ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def part_of(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    """`response` (all of a file), or the part of it that `request` asks for: 206, or 416 beyond its end.

    A request for several parts, or for part of another version of the file, gets the whole file.
    """
    response.headers["Accept-Ranges"] = "bytes"
    asked = _ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or not asked or request.headers.get("If-Range", etag) != etag:
        return response
    content = response.getvalue()
    first, last = asked.groups()
    bounds = _bounds(first, last, len(content))
    if bounds is None:
        return _part(response, b"", 416, f"bytes */{len(content)}")
    start, end = bounds
    said = f"bytes {start}-{end - 1}/{len(content)}"
    return _part(response, content[start:end], 206, said)


def _bounds(first: str, last: str, size: int) -> tuple[int, int] | None:
    """The bytes from `first` to `last`, or the last ones where there is no first; None for no
    bytes.
    """
    if not first:
        start, end = max(0, size - int(last or 0)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
    return (start, end) if start < end else None


def _part(response: HttpResponse, content: bytes, status: int, said: str) -> HttpResponse:
    headers = dict(response.headers) | {"Content-Range": said, "Content-Length": str(len(content))}
    return HttpResponse(content, status=status, headers=headers)
