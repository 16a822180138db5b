"""A reader's browser, for saving and removing only: one connection that is kept alive."""

import json
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

MAX_ANSWER_SECONDS = 30
CSRF = "k" * 32
LOST = (OSError, HTTPException)  # raised when the other end of a connection is gone


class Refused(Exception):
    """The site answered, but did not confirm."""


class Reader:
    """Presses save and remove, and remembers the site's last answer for each item.

    `believes` maps (kind, id) to True (it is saved), False (it is not), or None: there was no
    answer. `waited` has the seconds of each answer.
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
        """Retry as browsers do: a server may close a connection just when it is used again; a
        request that may be sent twice is then sent on a new one.
        """
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
        # As favorites.js and the form send it.
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
            is_done = answer.status == 200 and json.loads(said)["verb"] == _DONE[verb]
        else:  # somebody signed out is redirected as well, but elsewhere
            is_done = answer.status in (302, 303) and place.endswith("#message")
        if not is_done:
            raise Refused(f"{verb} {kind} {pk}: {answer.status} {place}")


_DONE = {"add": "added", "remove": "removed"}
