"""Every sentence that people read goes through gettext, whole: in Python, in templates and in scripts."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "npgettext_lazy",
}
# Calls whose words are for whoever runs or writes the site: logs, mistakes in code, settings.
FOR_DEVELOPERS = {
    "AssertionError",
    "ContextVar",
    "Http404",  # our page for it says the same for every address
    "ImproperlyConfigured",
    "LookupError",
    "NotImplementedError",
    "OSError",
    "OperationalError",
    "RuntimeError",
    "SystemExit",
    "TypeError",
    "ValueError",
    "debug",
    "info",
    "warning",
    "error",
    "exception",
    "critical",
    "execute",
    "RunSQL",
    "RawSQL",
    "compile",
    # System checks, which Django words in English as well.
    "Error",
    "Warning",
}
# Two words or more, or one that starts with a capital and ends a sentence.
SENTENCE = re.compile(r"[A-Z“(]?[A-Za-z’'“”()-]+[,:]? [A-Za-z{%“”(][\w’'{}%“”(),.:;-]*")
STATEMENT = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|WITH|SET|BEGIN|LOCK|VACUUM|NOT|AND)\b"
)
ROOMS = [
    "accounts",
    "config",
    "symptoms/admin",
    "symptoms/favorites",
    "symptoms/importer",
    "symptoms/mail",
    "symptoms/management",
    "symptoms/models",
    "symptoms/operations",
    "symptoms/operations",
    "symptoms/search",
    "symptoms/site",
    "symptoms/templatetags",
    "symptoms/text",
    "symptoms/web",
    "symptoms/workflow",
    "symptoms/images",
]
# What no reader and no editor reads, although it looks like words: (file, the words' start).
NOT_FOR_PEOPLE = {
    ("symptoms/search/ways_to_say.py", ""),  # what people type
    ("symptoms/text/spellings.py", ""),
    ("symptoms/site/machines/sitemaps.py", "<?xml"),
    ("config/page_cache/answers.py", "304 Not Modified"),  # of HTTP
    ("symptoms/models/site_version_triggers.py", ""),  # SQL
    ("config/page_cache/known_readers.py", ""),
    ("symptoms/importer/article_pages.py", "content folder "),  # stored, and compared
    ("symptoms/importer/pages.py", "content folder "),
    ("symptoms/importer/article_pages.py", "update of "),  # the kind of a file, beside its name
    ("symptoms/importer/markdown.py", "Short form"),  # a heading in a file
    ("symptoms/importer/folder.py", "file name"),  # stands where keys of files stand
    ("symptoms/importer/references.py", "file name"),
    ("symptoms/importer/moments.py", "%Y"),
    ("symptoms/workflow/roles.py", "Medical reviewer"),  # the stored name of a group
    ("symptoms/text/sanitizer.py", "noopener"),  # HTML, from here on
    ("symptoms/text/presentation.py", "<"),
    ("symptoms/text/text_pictures.py", "<img"),
    ("symptoms/search/backends.py", "- tips :"),  # a query of FTS5
    ("symptoms/importer/states.py", "%Y"),
    ("symptoms/admin/feedback.py", "<a href="),  # markup around a title
    ("symptoms/admin/activity.py", "<a href="),
    ("symptoms/admin/picture.py", "<img "),
    ("symptoms/admin/picture.py", "<span "),
    ("symptoms/site/machines/structured_data.py", "Multiple sclerosis"),  # schema.org, for programs
    ("symptoms/site/machines/well_known.py", "Contact: mailto:"),  # a field of RFC 9116
    ("symptoms/site/pictures.py", "public, max-age"),  # Cache-Control
    ("symptoms/web/anonymous_sessions.py", "anonymous session"),  # names of counts in the cache
    ("symptoms/web/anonymous_sessions.py", "sweep sessions"),
    ("symptoms/web/secret_links.py", ""),  # response headers
    ("symptoms/web/csv_files.py", "private, no-store"),  # Cache-Control
    ("symptoms/web/time_travel.py", "private, no-store"),  # Cache-Control
    ("config/caching.py", "public, "),  # Cache-Control
    ("config/caching.py", "private, "),
    ("config/environment.py", "Symptom Series"),  # the default name of a site
    ("config/errors.py", "database or disk is full"),  # SQLite's messages, compared
    ("config/errors.py", "readonly database"),
    ("config/metrics.py", "Seconds to an answer"),  # for Prometheus
    ("config/object_store.py", "The object store does not answer"),  # logs
    ("symptoms/operations/moving/move.py", " (name"),  # SQL
    ("symptoms/operations/moving/rows.py", ") VALUES ("),
    ("config/formats/en/formats.py", ""),  # formats of dates
    ("config/formats/es/formats.py", ""),
    ("config/stylesheet.py", "\n@media print"),  # CSS
    ("config/logs.py", "Traceback"),  # logs
    ("symptoms/models/shared_link.py", "Shared link "),  # rows that only programs see
    ("symptoms/models/related.py", ""),  # SQL
    ("symptoms/search/backends.py", ""),
    ("symptoms/text/plain_language.py", ""),  # what English should avoid, and say instead
    ("config/logs.py", "The database does not answer"),
    ("config/logs.py", " (see DATABASE_URL)"),
    ("config/logs.py", "\n\ncaused by"),
}


def called(node):
    function = node.func
    return getattr(function, "id", None) or getattr(function, "attr", None)


def parents(tree):
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def unwrapped(path):
    """(line, text) of each string of `path` that reads like words and is not translated."""
    tree = ast.parse(path.read_text())
    above = parents(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if not SENTENCE.search(node.value) or STATEMENT.match(node.value):
            continue
        if _is_spoken(node, above):
            yield node.lineno, node.value


def _is_spoken(node, above):
    """Whether people may read `node`: not a docstring, not a key, and not translated already."""
    place = above[node]
    if isinstance(place, ast.Expr):
        return False
    while place is not None:
        if isinstance(place, ast.Call) and called(place) in GETTEXT | FOR_DEVELOPERS:
            return False
        place = above.get(place)
    return True


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_in_python_is_translatable(room):
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted((ROOT / room).rglob("*.py"))
        if "migrations" not in path.parts
        for line, text in unwrapped(path)
        if not any(
            path.relative_to(ROOT).as_posix() == file and text.startswith(start)
            for file, start in NOT_FOR_PEOPLE
        )
    ]

    assert found == []


COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
BLOCK = re.compile(r"\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}", re.DOTALL)
CODE = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
FOR_BROWSERS = re.compile(
    r"<meta (?:name|property)=\"(?:viewport|robots|color-scheme|og:type|og:url|og:image:type)\"[^>]*>"
)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SPOKEN_ATTRIBUTE = re.compile(
    r"\b(?:title|aria-label|aria-description|alt|placeholder|content|data-[a-z-]+)=\"([^\"]*)\""
)
MARKUP = re.compile(r"<[^>]*>", re.DOTALL)
WORD = re.compile(r"[A-Za-z]{2,}")
NAMES = {"JSON", "CSV", "HTML", "Symptom Series", "PDF", "Aa", "noindex"}
LITERAL = re.compile(r"\{% (?:include|with|extends)[^%]*?=\"([^\"]* [^\"]*)\"")


def english_in(source):
    """The words of a template that are not translated."""
    source = BLOCK.sub(" ", CODE.sub(" ", COMMENT.sub(" ", source)))
    yield from LITERAL.findall(source)
    plain = FOR_BROWSERS.sub(" ", TAG.sub(" ", source))
    for words in [*SPOKEN_ATTRIBUTE.findall(plain), *MARKUP.split(plain)]:
        if WORD.search(re.sub(r"&[a-z]+;", " ", words)) and words.strip() not in NAMES:
            yield words.strip()


# A comment; a regular expression, after what cannot end a value; a string; a template without its values.
SCRIPT = re.compile(
    r"""//[^\n]*|/\*.*?\*/
    |(?<=[(,=:!&|?;{}\[])\s*/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\[\\\n])+/[a-z]*
    |"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|`((?:\\.|\$\{(?:[^{}`]|`[^`]*`)*\}|[^`\\])*)`""",
    re.DOTALL | re.VERBOSE,
)
VALUE = re.compile(r"\$\{(?:[^{}`]|`[^`]*`)*\}")
# Two words or more, or one label.
SAID = re.compile(r"[A-Za-z’]{2,}[,:.;]? [a-z’]{2,}|^[A-Z][a-z]+[.!?]?$|\w \$|“")
# What looks like words in a script: selectors, names of keys and headers, and mistakes in the code.
NOT_SAID = re.compile(
    r"^(Enter|Accept|rebuiltPaste|[.#].*|([a-z0-9]+, )+[a-z0-9]+|(form|dialog) [a-z ]+.*|.*\[.*\].*|ADDRESS .*|The copy was answered with .*)$"
)


def english_said_in(script):
    """The strings of a script that people would read."""
    for found in SCRIPT.finditer(script):
        for words in filter(None, found.groups()):
            plain = VALUE.sub("…", words).strip()
            if SAID.search(plain) and not NOT_SAID.match(plain):
                yield plain


SCRIPTS = [
    *sorted((ROOT / "static" / "js").rglob("*.js")),
    *sorted((ROOT / "templates").rglob("*.js")),
]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_sentence_of_a_script_comes_from_the_page(path):
    assert list(english_said_in(path.read_text())) == []


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('status.textContent = "It was copied.";', ["It was copied."]),
        ('const field = { title: "Address" };', ["Address"]),
        ("notes.add(`that a list began at ${number}`);", ["that a list began at …"]),
        ("button.append('Use this address'); // a comment here", ["Use this address"]),
        ('const form = document.querySelector("#content-main > form");', []),
        ("const quoted = /[\"']two words/.test(html); say('copied');", []),
        ("// a comment with words\nlist.className = 'paste-note';", []),
    ],
)
def test_a_sentence_in_a_script_is_found(script, said):
    assert list(english_said_in(script)) == said


TEMPLATES = sorted(
    {
        path.parent.relative_to(ROOT / "templates").as_posix()
        for path in (ROOT / "templates").rglob("*.*")
        if path.suffix in {".html", ".txt"}
    }
)


@pytest.mark.parametrize("folder", TEMPLATES)
def test_every_sentence_in_templates_is_translatable(folder):
    found = [
        f"{path.relative_to(ROOT)}: {words}"
        for path in sorted((ROOT / "templates" / folder).glob("*.*"))
        # What scripts say comes from data- attributes.
        if path.name != "robots.txt" and path.suffix != ".js"
        for words in english_in(path.read_text())
    ]

    assert found == []


# A translated piece, between marks that no template has; one that only names a variable is none.
NAMED = re.compile(
    r"\{% translate [^%]* as \w+ %\}"
    r"|\{% blocktranslate\b[^%]*\basvar \w+ %\}.*?\{% endblocktranslate %\}",
    re.DOTALL,
)
PIECE = re.compile(
    r"\{% translate [^%]*%\}|\{% blocktranslate\b.*?\{% endblocktranslate %\}", re.DOTALL
)
INLINE = (
    r"(?:</?(?:a|abbr|b|em|span|strong|time)\b[^>]*>|\{% (?:if|elif|else|endif)\b[^%]*%\}|[ \n])*"
)
GLUE = [
    re.compile(rf"\u2046{INLINE}[:(,;]"),
    re.compile(rf"(?:\}}\}}|\u2046){INLINE}[:(,;]{INLINE}\u2045"),
]


def glued_in(source):
    """Places where a sentence goes on outside of a translated piece: a translator cannot order them."""
    source = NAMED.sub("", COMMENT.sub("", source))
    marked = PIECE.sub(lambda found: f"\u2045{re.sub('[{}]', '', found[0])}\u2046", source)
    for glue in GLUE:
        for found in glue.finditer(marked):
            yield marked[max(0, found.start() - 60) : found.end() + 20]


@pytest.mark.parametrize("folder", TEMPLATES)
def test_no_sentence_in_templates_is_glued(folder):
    found = [
        f"{path.relative_to(ROOT)}: {words}"
        for path in sorted((ROOT / "templates" / folder).glob("*.*"))
        if path.suffix in {".html", ".txt"}
        for words in glued_in(path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ('{% translate "Move up" %}<span class="visually-hidden">: {{ title }}</span>', 1),
        ('{% translate "Your favorites" %} ({{ total }})', 1),
        ('{{ name }}{% if is_own %} ({% translate "own text" %}){% endif %}', 1),
        ('<a href="/">{{ title }}</a>: {% translate "never reviewed" %}', 1),
        ("{% blocktranslate trimmed %}Move up<span>: {{ title }}</span>{% endblocktranslate %}", 0),
        ('<p>{% translate "One." %}</p>\n<p>{% translate "Two." %} {{ more }}</p>', 0),
        ('{% translate "Your favorites" as heading %}{{ heading }} ({{ total }})', 0),
    ],
)
def test_a_glued_sentence_is_found(source, places):
    assert len(list(glued_in(source))) == places
