import pytest
from hypothesis import given
from hypothesis import strategies as st

from symptoms.text import link_addresses, sanitizer

# what is typed, and what the link then has
UNDERSTOOD = [
    ("https://example.org/a", "https://example.org/a"),
    ("HTTPS://example.org/a", "https://example.org/a"),
    ("Http://example.org", "http://example.org"),
    ("  https://example.org/\u00a0", "https://example.org/"),
    ("<https://example.org/>", "https://example.org/"),
    ("https://example.org/a leaflet.pdf", "https://example.org/a%20leaflet.pdf"),
    ("https://example.org/ü?q=é#ö", "https://example.org/ü?q=é#ö"),
    ("www.example.org:8080/e", "https://www.example.org:8080/e"),
    ("example.org", "https://example.org"),
    ("example.org/x?y=1", "https://example.org/x?y=1"),
    ("medium.com/@ann", "https://medium.com/@ann"),
    ("münchen.de/ms", "https://münchen.de/ms"),
    ("https://пример.рф/", "https://пример.рф/"),
    ("https://hindi.भारत/", "https://hindi.भारत/"),
    ("xn--mnchen-3ya.de", "https://xn--mnchen-3ya.de"),
    ("10.1000/xyz", "https://doi.org/10.1000/xyz"),
    ("10.1000/182", "https://doi.org/10.1000/182"),
    ("doi:10.1212/WNL.0000000000200256", "https://doi.org/10.1212/WNL.0000000000200256"),
    ("DOI 10.1000/182", "https://doi.org/10.1000/182"),
    ("tel:116-117", "tel:116-117"),
    ("tel:+1-555-0100", "tel:+1-555-0100"),
    ("TEL:+1 555 0100", "tel:+15550100"),
    ("+1 (555) 010-9999", "tel:+1(555)010-9999"),
    ("\u202a+1 555 010 9999\u202c", "tel:+15550109999"),
    ("800.555.0100", "tel:800.555.0100"),
    ("1-800-344-4867 ext. 5", "tel:1-800-344-4867;ext=5"),
    ("+44 (0)20 7946 0000", "tel:+442079460000"),
    ("911", "tel:911"),
    ("Mailto:ann@example.org", "mailto:ann@example.org"),
    ("ann@example.org", "mailto:ann@example.org"),
    ("ann@example.org?subject=Hello there", "mailto:ann@example.org?subject=Hello%20there"),
    ("mailto:ann@example.org, bo@example.org", "mailto:ann@example.org,bo@example.org"),
    ("ann@münchen.de", "mailto:ann@münchen.de"),
    ("articles/fatigue/", "/articles/fatigue/"),
    ("articles/fatigue", "/articles/fatigue/"),
    ("/articles/fatigue#tips", "/articles/fatigue/#tips"),
    ("../articles/fatigue/", "/articles/fatigue/"),
    ("/Articles/Fatigue/", "/articles/fatigue/"),
    ("http://testserver/articles/fatigue/?a=b#c", "/articles/fatigue/?a=b#c"),
    ("HTTP://TestServer", "/"),
    ("testserver/articles/fatigue", "/articles/fatigue/"),
    ("http://testserver//evil.example/", "/evil.example/"),
    ("robots.txt", "/robots.txt"),
    ("search", "/search/"),
    ("/nonsense/page/", "/nonsense/page/"),
    ("/", "/"),
    ("#tip-rest", "#tip-rest"),
    ("#überblick", "#überblick"),
]
NOT_UNDERSTOOD = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "about:blank",
    "ftp://example.org",
    "C:\\leaflets\\ms.pdf",
    "C:/leaflets/ms.pdf",
    "\\\\server\\ms.pdf",
    "/\\evil.example",
    "//evil.example",
    "http://",
    "https://",
    "https:///x",
    "htp://example.org",
    "hhtps://example.org",
    "http;//example.org",
    "https//example.org",
    "https:example.org",
    "https://example",
    "https://example..org",
    "https://-example.org",
    "https://example.org:99999/",
    "https://exa mple.org",
    "https://exa%6dple.org",
    "https://2130706433/",
    "http://127.0.0.1/",
    "http://127.0.0.1:8000/",
    "http://[::1]/",
    "https://[::1]:8000/",
    "https://192.168.0.1/x",
    "https://8.8.8.8/",
    "https://[2001:db8::1]/",
    "http://127.0.0.0x1/",
    "http://localhost/",
    "http://intranet/x",
    "http://clinic.local/x",
    "https://app.localhost",
    "https://wiki.internal/",
    "2026-11-26",
    "26.11.2026",
    "11/26/2026",
    "5-10",
    "5\u201310",
    "37.5",
    "10/20/30",
    "2019-2026",
    "https://user:password@example.org/",
    "https://user@example.org/",
    "user:password@example.org",
    "https://ex\u0430mple.org",
    "https://\u0430\u0440\u0440\u04cf\u0435.com",
    "https://\uff45xample.org",
    "https://example.org\u2044evil.example",
    "https://exam\u200bple.org",
    "https://example.org/\u202egpj.exe",
    "https://example.org/\nx",
    "https://example.org/\0",
    "mailto:",
    "mailto:nobody",
    "a@b@example.org",
    "tel:",
    "tel:call me",
    "12",
    "12345678901234567890",
    "leaflet.pdf",
    "see above",
    "#",
    "",
    "   ",
    "https://example.org/" + "a" * 2_000,
]


@pytest.mark.parametrize(("typed", "address"), UNDERSTOOD)
def test_what_can_be_completed_is(typed, address):
    assert link_addresses.completed(typed) == address


@pytest.mark.parametrize("typed", NOT_UNDERSTOOD)
def test_what_cannot_be_understood_is_refused_in_words(typed):
    with pytest.raises(link_addresses.Unclear) as refused:
        link_addresses.completed(typed)

    named = "".join(sign if sign.isprintable() else "�" for sign in typed.strip())
    assert not named or named[:60] in str(refused.value)
    assert str(refused.value).endswith((".", "?"))


def test_a_slip_of_the_finger_gets_a_proposal():
    with pytest.raises(link_addresses.Unclear, match="Did you mean “https://example.org”"):
        link_addresses.completed("htps://example.org")


@given(st.text() | st.sampled_from([typed for typed, _ in UNDERSTOOD]))
def test_completing_again_changes_nothing_and_is_safe(text):
    try:
        address = link_addresses.completed(text)
    except link_addresses.Unclear:
        return
    assert link_addresses.completed(address) == address
    assert link_addresses.is_safe(address)


@pytest.mark.parametrize(("typed", "address"), UNDERSTOOD)
def test_the_sanitiser_completes_links(typed, address):
    held = typed.replace("<", "&lt;")

    assert sanitizer.clean(f'<a href="{held}">x</a>') == f'<a href="{address}">x</a>'


@pytest.mark.parametrize("odd", ["https://localhost/x", "https://user@example.org/", "/nonsense/"])
def test_what_was_stored_before_does_not_lose_its_link(odd):
    link = f'<p><a href="{odd}">x</a></p>'

    assert sanitizer.clean(link) == link
    assert sanitizer.trusted(link) == link


def test_a_page_shows_no_link_that_could_do_harm():
    for typed in NOT_UNDERSTOOD:
        shown = sanitizer.trusted(f'<a href="{typed}">x</a>')
        assert "script:" not in shown.lower()
        assert "data:" not in shown


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("www.example.org/x", "https://www.example.org/x"),
        ("HTTP://example.org", "http://example.org"),
        ("articles/fatigue/", "http://testserver/articles/fatigue/"),
    ],
)
def test_an_address_on_the_web_is_completed_too(typed, address):
    assert link_addresses.web(typed) == address


@pytest.mark.parametrize("typed", ["ann@example.org", "tel:911", "#x", "javascript:1"])
def test_what_is_not_on_the_web_is_no_source(typed):
    with pytest.raises(link_addresses.Unclear, match="must start with http:// or https://"):
        link_addresses.web(typed)
