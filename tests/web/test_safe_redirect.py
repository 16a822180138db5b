"""Where an address in a request may send a browser."""

import pytest

from symptoms.web.safe_redirect import MAX_PATH_LENGTH, own_path


@pytest.mark.parametrize("url", ["/", "/favorites/?page=2#message", "/" + "a" * 1999])
def test_a_path_on_this_site_is_followed(url):
    assert own_path(url, "/fallback/") == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "favorites/",
        "//testserver/",
        "//evil.example/",
        "/\\evil.example/",
        "https://evil.example/",
        "javascript:alert(1)",
        "/" + "a" * MAX_PATH_LENGTH,
    ],
)
def test_every_other_address_gives_the_fallback(url):
    assert own_path(url, "/fallback/") == "/fallback/"
