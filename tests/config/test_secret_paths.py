"""One list says which paths lead to what only the owner of a link may see."""

import inspect

import pytest
from django.conf import settings
from django.urls import get_resolver

from config.secret_paths import LINKS, LOGGED_WITHOUT_THEIR_REST
from symptoms.web import secret_links


def views(patterns=None, prefix="/"):
    """(path, view) of each address of the site."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern.url_patterns, path)
        else:
            yield path, pattern.callback


def is_behind_a_secret(view):
    while view is not None:
        code = getattr(view, "__code__", None)
        if code and code.co_filename == inspect.getsourcefile(secret_links):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def test_each_page_behind_a_secret_link_is_below_a_path_of_the_list():
    found = [path for path, view in views() if is_behind_a_secret(view)]

    assert len(found) >= len(LINKS)
    assert [path for path in found if not path.startswith(LINKS)] == []
    assert {path for path in LINKS if any(one.startswith(path) for one in found)} == set(LINKS)


@pytest.mark.parametrize("path", LOGGED_WITHOUT_THEIR_REST)
def test_nginx_logs_no_rest_of_them(path):
    (line,) = [
        line
        for line in (settings.BASE_DIR / "deploy/nginx/symptoms.conf").read_text().splitlines()
        if "<secret_link>" in line
    ]
    assert path.strip("/") in line.partition("(?:")[2].partition(")")[0].split("|")
