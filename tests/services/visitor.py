"""Somebody who uses a tier with a browser: keeps cookies, and sends forms with what a page put into them."""

import html
import re
import urllib.parse
import uuid

from tests.services.tier import SITE

_FIELD = re.compile(r"<input[^>]*>")
SIGN_IN = """
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
client = Client()
client.force_login(get_user_model().objects.get(email="{email}"))
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""


class Visitor:
    """`ask` is one of a tier's two ways to ask."""

    def __init__(self, ask):
        self._ask, self.cookies = ask, {}

    @classmethod
    def signed_in(cls, tier, email, ask=None):
        """Somebody who has signed in already."""
        visitor = cls(ask or tier.ask)
        said = tier.manage("shell", "--verbosity", "0", "--command", SIGN_IN.format(email=email))
        visitor.cookies["__Host-sessionid"] = said.strip()
        return visitor

    def get(self, path, **more):
        return self._done(self._ask(path, headers=self._headers(), **more))

    def post(self, path, fields, page=None, **more):
        """Send `fields`, with the token of the form at `page`, which is usually where it goes. Values that
        are bytes are files."""
        if page != "":
            token = re.search(
                r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(page or path).text
            )
            fields = ({"csrfmiddlewaretoken": token[1]} if token else {}) | fields
        body, kind = _encoded(fields)
        headers = {
            "Content-Type": kind,
            "Origin": f"https://{SITE}",
            "Referer": f"https://{SITE}{page or path}",
            "Sec-Fetch-Site": "same-origin",
        }
        answer = self._ask(
            path, method="POST", body=body, headers=self._headers() | headers, **more
        )
        return self._done(answer)

    def _headers(self):
        pairs = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": pairs} if pairs else {}

    def _done(self, answer):
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


def hidden_fields(page):
    """The hidden fields of `page`, as somebody sends them who presses its button."""
    found = {}
    for field in _FIELD.findall(page):
        words = dict(re.findall(r'([\w-]+)="([^"]*)"', field))
        if words.get("type") == "hidden" and "name" in words:
            found[words["name"]] = html.unescape(words.get("value", ""))
    return found


def _encoded(fields):
    if not any(isinstance(value, bytes) for value in fields.values()):
        return urllib.parse.urlencode(fields), "application/x-www-form-urlencoded"
    edge = uuid.uuid4().hex
    parts = []
    for name, value in fields.items():
        is_file = isinstance(value, bytes)
        more = '; filename="picture.png"\r\nContent-Type: image/png' if is_file else ""
        parts.append(
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode()
        )
        parts.append((value if is_file else value.encode()) + b"\r\n")
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"
