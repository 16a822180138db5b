"""The links of a rich text: their addresses, their words, and what is wrong with the addresses."""

from html.parser import HTMLParser
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.text import link_addresses


class Link(NamedTuple):
    """`address` is "" where there is none; `words` are on one line."""

    address: str
    words: str


def of(html: str) -> list[Link]:
    """The links of `html`, in order."""
    parser = _Links()
    parser.feed(html)
    parser.close()
    return [Link(address, " ".join("".join(words).split())) for address, words in parser.found]


def unclear(html: str) -> list[str]:
    """A sentence or two for each link of `html` whose address cannot be completed, naming the link."""
    return list(dict.fromkeys(filter(None, (_problem(*link) for link in of(html)))))


def _problem(address: str, words: str) -> str:
    try:
        link_addresses.completed(address)
    except link_addresses.Unclear as error:
        return (
            str(error)
            if address.strip()
            else _("The link “%(words)s” has no address. %(write_one)s")
            % {"words": words, "write_one": _WRITE_ONE}
        )
    return ""


_WRITE_ONE = gettext_lazy("Enter one, or remove the link.")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append((dict(attrs).get("href") or "", []))
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "a"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1][1].append(data)
