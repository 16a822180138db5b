"""What can be wrong with a page that is open in the browser, each measured and described.

Every function takes Playwright's page and returns a list, empty when nothing is wrong. The limits
are those of WCAG 2.2, at level AAA where it matters for people with MS; faults.js measures.
"""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

SMALL = {"width": 320, "height": 256}
WIDE = {"width": 1280, "height": 900}
THEMES = ["light", "dark", "hc-light", "hc-dark"]

_MEASURES = Path(__file__).with_name("faults.js").read_text()
_TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = {
    "runOnly": {"type": "tag", "values": _TAGS},
    "rules": {"label-content-name-mismatch": {"enabled": True}, "p-as-heading": {"enabled": True}},
    "resultTypes": ["violations"],
}
# What a reader's own stylesheet may do to text: twice the size, and the spacing of WCAG 1.4.12.
_READERS_STYLES = [
    "html { font-size: 200% !important }",
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important } p { margin-block-end: 2em !important }",
]


def put_on(page, theme):
    """Set the system's preferences that lead to `theme`."""
    scheme = "dark" if theme.endswith("dark") else "light"
    contrast = "more" if theme.startswith("hc") else "no-preference"
    page.emulate_media(color_scheme=scheme, contrast=contrast)


def axe(page, without=()):
    """What axe finds, of every rule about WCAG 2.2 or best practice and two experiments, but not those
    in `without`."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    rules = _AXE["rules"] | {rule: {"enabled": False} for rule in without}
    found = page.evaluate("options => axe.run(options)", _AXE | {"rules": rules})["violations"]
    return [f"axe {rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in found]


def fit(page):
    """What is too small, too near, or does not fit into the window, as it is or made larger."""
    found = [f"small target: {target}" for target in _measured(page, "smallTargets()")]
    found += [f"too near, {pair}" for pair in _measured(page, "crowdedTargets()")]
    found += _measured(page, "overflow()")
    for rules in _READERS_STYLES:
        found += [f"cut off: {name}" for name in _measured(page, f"cutOff({rules!r})")]
    return found


def long_words(page):
    """What words of 45 letters widen at 320 pixels, as it is and at twice the size."""
    rules = ["", _READERS_STYLES[0]]
    return [
        f"widened: {name}" for rule in rules for name in _measured(page, f"longWords({rule!r})")
    ]


def restless(page):
    return [f"restless: {element}" for element in _measured(page, "restless()")]


def structure(page):
    """Landmarks, headings, messages, skip link, and a title that begins as the heading does."""
    return _measured(page, "structure()") + _title(page) + _skip_link(page)


def _title(page):
    heading, title = page.locator("h1").first.inner_text(), page.title().removeprefix("Error: ")
    begins = title.startswith(heading) or heading.startswith(title.split(" – ")[0])
    # Search says in its title first of all how much was found.
    return [] if begins or heading == "Search" else [f"title {title!r}, but h1 {heading!r}"]


def _skip_link(page):
    page.locator(".skip-link").focus()
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.id")
    return [] if focused == "main" else [f"the skip link leads to {focused!r}"]


def _measured(page, what):
    return page.evaluate(f"{_MEASURES}\n{what}")
