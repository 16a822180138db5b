"""The tokens: colors are in one file, and every pair of text and background is legible."""

import re
from pathlib import Path

import pytest

from config.stylesheet import PARTS, PRINT, stylesheet

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
TEMPLATES = CSS.parents[1] / "templates"
PRESENTATION = CSS.parents[1] / "symptoms" / "text" / "presentation.py"
TOKENS = (CSS / "tokens.css").read_text()

COPIES = {
    "dark": "@media (prefers-color-scheme: dark)",
    "hc-light": "@media (prefers-contrast: more)",
    "hc-dark": "@media (prefers-contrast: more) and (prefers-color-scheme: dark)",
}
# Text, and what may be behind it.
TEXT_ON = {
    "ink": "bg surface tint urgent-bg team-bg tip-bg story-bg sponsor-bg ok-bg mark-bg",
    "ink-muted": "bg surface tint sponsor-bg",
    "link": "bg surface tint team-bg ok-bg sponsor-bg",
    "link-visited": "bg surface tint team-bg ok-bg",
    "link-hover": "bg surface tint team-bg ok-bg",
    "primary": "surface team-bg",
    "primary-hover": "team-bg surface",
    "on-primary": "primary primary-hover",
    "team": "team-bg bg",
    "tip": "tip-bg",
    "story": "story-bg",
    "sponsor": "sponsor-bg",
    "urgent": "urgent-bg",
    "ok": "ok-bg",
    "on-emergency": "emergency",
    "error": "bg surface",
}
# The edges of controls and boxes. Of boxes "rule" is one as well, for the eye alone: it says nothing.
EDGE_ON = {
    "control": "bg surface tint",
    "primary": "bg surface tint",
    "primary-hover": "bg surface team-bg",
    "focus": "bg surface tint",
    "ink": "surface",
    "team": "surface team-bg bg",
    "urgent": "surface urgent-bg bg",
    "emergency": "surface bg",
    "sponsor": "sponsor-bg bg surface",
    "tip": "surface tip-bg bg",
    "ok": "ok-bg bg",
    "error": "surface bg",
}
# Parts of one control or box: the ring on its own halo, and the same color for fill and edge.
SAME = {"focus": "focus-halo", "primary": "primary", "emergency": "emergency"}


def values(theme):
    pattern = rf'\[data-theme="{theme}"\] {{(.*?)}}'
    return declarations(re.search(pattern, TOKENS, re.S).group(1))


def declarations(block):
    return dict(re.findall(r"(--c-[\w-]+): ([^;]+);", block))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def too_faint(theme, pairs, least):
    colours = values(theme)
    for front, backs in pairs.items():
        for back in backs.split():
            ratio = contrast(colours[f"--c-{front}"], colours[f"--c-{back}"])
            if ratio < least:
                yield f"{front} on {back}: {ratio:.2f}"


@pytest.mark.parametrize("theme", ["light", "dark", "hc-light", "hc-dark"])
def test_text_has_seven_to_one_and_edges_four_and_a_half(theme):
    assert list(too_faint(theme, TEXT_ON, 7)) == []
    assert list(too_faint(theme, EDGE_ON, 4.5)) == []


@pytest.mark.parametrize("theme", ["light", "dark", "hc-light", "hc-dark"])
def test_the_focus_ring_shows_on_any_colour(theme):
    colours = values(theme)
    assert contrast(colours["--c-focus"], colours["--c-focus-halo"]) >= 9
    assert contrast(colours["--c-focus-halo"], colours["--c-primary"]) >= 3


def rules(sheet):
    """The selector and the declarations of each rule of a stylesheet, those within @media too."""
    text = re.sub(r"/\*.*?\*/", "", (CSS / sheet).read_text(), flags=re.S)
    return re.findall(r"([^{}]+){([^{}]*)}", text)


@pytest.mark.parametrize("sheet", [*PARTS[1:], PRINT])
def test_colours_that_meet_in_one_rule_are_among_the_pairs(sheet):
    def pairs(kind, allowed):
        for selector, block in rules(sheet):
            back = re.search(r"background: var\(--c-([\w-]+)\)", block)
            for front in re.findall(kind, block):
                if back and back[1] not in allowed.get(front, "").split():
                    yield f"{selector.strip()}: {front} on {back[1]}"

    edges = {front: f"{EDGE_ON.get(front, '')} {SAME.get(front, '')}" for front in EDGE_ON}
    assert list(pairs(r"(?<![\w-])color: var\(--c-([\w-]+)\)", TEXT_ON)) == []
    found = pairs(r"border[\w-]*: [^;]*var\(--c-([\w-]+)\)", edges)
    assert [pair for pair in found if ": rule on " not in pair] == []


def test_nothing_is_animated():
    moving = re.compile(r"(?:animation|transition|@keyframes|scroll-behavior)[\w-]*:?[^;{]*")
    for sheet in CSS.rglob("*.css"):
        calm = re.sub(
            r"@media \(prefers-reduced-motion: reduce\) {.*?\n}", "", sheet.read_text(), flags=re.S
        )
        assert moving.findall(calm) == [], sheet.name


def test_sizes_of_type_follow_the_readers_own():
    for sheet in CSS.rglob("*.css"):
        assert re.findall(r"font(?:-size)?: [^;]*\dpx", sheet.read_text()) == [], sheet.name


@pytest.mark.parametrize("theme", COPIES)
def test_the_systems_theme_is_the_chosen_theme(theme):
    block = re.search(re.escape(COPIES[theme]) + r" {(.*?)\n}", TOKENS, re.S).group(1)
    assert declarations(block) == values(theme)


def test_colours_stand_in_the_tokens_alone():
    literal = re.compile(
        r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(|:\s*(?:black|white|red|gr[ae]y)\b", re.I
    )
    for sheet in CSS.rglob("*.css"):
        if sheet.name != "tokens.css":
            assert literal.findall(sheet.read_text()) == [], sheet.name


def test_every_token_that_is_used_is_defined():
    ours = [sheet for sheet in CSS.rglob("*.css") if not sheet.name.startswith("admin")]
    for sheet in ours:  # the admin has Django's tokens
        used = set(re.findall(r"var\((--[\w-]+)\)", sheet.read_text()))
        assert used <= set(re.findall(r"(--[\w-]+):", TOKENS)), sheet.name


def test_every_class_has_a_rule_and_every_rule_a_use():
    selectors = re.sub(r"/\*.*?\*/|{[^{}]*}", " ", stylesheet(CSS), flags=re.S)
    ruled = set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))
    used, beginnings = set(), ()
    for template in [*TEMPLATES.rglob("*.html"), PRESENTATION]:
        if "admin" not in template.parts:
            plain = re.sub(r"{%.*?%}", " ", template.read_text())
            for names in re.findall(r'class="([^"]*)"', plain):
                beginnings += tuple(re.findall(r"([\w-]+){{", names))
                used |= set(re.sub(r"\S*{{.*?}}", " ", names).split())
    assert used - ruled == set()
    assert {name for name in ruled - used if not name.startswith(beginnings)} == set()
