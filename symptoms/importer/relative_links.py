"""Links from one file of a content folder to another, turned into the addresses of their pages."""

import posixpath
import re

_PAGES = {"articles", "symptoms", "topics", "series", "contributors"}
_FILE = re.compile(r"(?![a-z][a-z0-9+.-]*:|/|#)([^?#]+\.(?:md|markdown))(#.*)?", re.IGNORECASE)


def address_of(path: str, href: str) -> str:
    """The address that `href` in the file `path` means: for a file of the folder the page that it
    becomes, and everything else unchanged. Raises ValueError for a file that becomes no page.
    """
    link = _FILE.fullmatch(href)
    if not link:
        return href
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link[1]))
    folder, _slash, name = target.rpartition("/")
    folder = "articles" if folder == "updates" else folder
    if folder not in _PAGES or not name.endswith(".md"):
        raise ValueError(
            f"“{href[:60]}” leads to no page. Link to a file in {', '.join(sorted(_PAGES))}."
        )
    return f"/{folder}/{name.removesuffix('.md')}/{link[2] or ''}"
