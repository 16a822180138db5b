"""A reader's browser, as far as saving and removing goes: one connection that is kept alive."""

import json
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

MAX_ANSWER_SECONDS = 30
CSRF = "k" * 32
LOST = (OSError, HTTPException)  # what a connection raises when its other end is gone


class Refused(Exception):
    """The site answered, but not that it is done."""


class Reader:
    """Presses save and remove, and remembers for each item what the site said last.

    `believes` maps (kind, id) to True (it is saved), False (it is not), or None: it was asked and never
    heard. `waited` has the seconds of each answer.
    """

    def __init__(self, port: int, user: int, session: str):
        self.user = user
        self.believes: dict[tuple[str, int], bool | None] = {}
        self.waited: list[float] = []
        self._connection = HTTPConnection("127.0.0.1", port, timeout=MAX_ANSWER_SECONDS)
        self._headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={session}; csrftoken={CSRF}",
        }

    def save(self, item, as_json=False):
        """Raises Refused, or one of LOST when there was no answer."""
        self._press("add", item, as_json)

    def remove(self, item, as_json=False):
        """Raises as `save` does."""
        self._press("remove", item, as_json)

    def close(self) -> None:
        self._connection.close()

    def _press(self, verb, item, as_json):
        before, self.believes[item] = self.believes.get(item, False), None
        start = time.perf_counter()
        try:
            self._ask(verb, item, as_json)
        except Refused:
            self.believes[item] = before
            raise
        except LOST:
            self.close()
            raise
        self.waited.append(time.perf_counter() - start)
        self.believes[item] = verb == "add"

    def _ask(self, verb, item, as_json):
        """As browsers do: a server may close a connection just when it is used again, and then what may
        be asked twice is asked on a new one."""
        is_new = self._connection.sock is None
        try:
            self._send(verb, item, as_json)
        except ConnectionError:
            if is_new:
                raise
            self.close()
            self._send(verb, item, as_json)

    def _send(self, verb, item, as_json):
        kind, pk = item
        fields = {"kind": kind, "id": pk}
        # As favorites.js sends it, and as the form does.
        if as_json:
            headers = {"Accept": "application/json", "X-CSRFToken": CSRF}
        else:
            headers, fields["csrfmiddlewaretoken"] = {"Accept": "text/html"}, CSRF
        self._connection.request(
            "POST", f"/favorites/{verb}/", urlencode(fields), self._headers | headers
        )
        answer = self._connection.getresponse()
        said, place = answer.read(), answer.getheader("Location", "")
        if as_json:
            is_done = answer.status == 200 and json.loads(said) == {"verb": _DONE[verb]}
        else:  # someone signed out is sent on as well, but elsewhere
            is_done = answer.status in (302, 303) and place.endswith("#message")
        if not is_done:
            raise Refused(f"{verb} {kind} {pk}: {answer.status} {place}")


_DONE = {"add": "added", "remove": "removed"}
