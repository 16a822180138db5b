"""Files, modules and names that comments, docstrings and documents mention exist."""

import ast
import importlib
import io
import re
import tokenize
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("config", "accounts", "symptoms", "tests", "bench")
FILE = re.compile(
    r"(?<![\w./<{@-])[\w-]+(?:/[\w.-]+)*\.(?:py|md|html|css|js|txt|toml|yml)\b(?!\.\w)"
)
# Two or more names with points between them, such as pagination.Page.
DOTTED = re.compile(r"(?<![\w./@-])((?:[a-z_]+\.)+[A-Za-z_]\w*)(?![\w/]|\.\w)")
COMMENT = re.compile(
    r"/\*.*?\*/|(?<!:)//[^\n]*|\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL
)
# What the README's example of a change adds.
TO_BE_ADDED = {"edition.tip_count"}
# Files that a document names as an example, that a command writes, or that the site answers with.
ELSEWHERE = {
    "readme.md",
    "robots.txt",
    "security.txt",
    "nginx.conf",
    "worker.js",
    "css/site.css",
    "js/reading.js",
}
DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/architecture.md",
    "docs/design.md",
]


@cache
def files():
    """Every file of the project, by its path from the top."""
    left_out = {"node_modules", "__pycache__", "media", "staticfiles", "var"}
    return {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.*")
        if not left_out & set(path.relative_to(ROOT).parts)
        and not any(
            part.startswith(".") and part != ".ci" for part in path.relative_to(ROOT).parts[:-1]
        )
    }


def said_in_python(path):
    text = path.read_text()
    tree = ast.parse(text)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, documented) and (doc := ast.get_docstring(node)):
            yield doc
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def spoken():
    """Pairs of a file and what it says in comments, docstrings, or, as a document, as a whole."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for text in said_in_python(path):
                yield path, text
    for folder in ("templates", "static"):
        for path in (ROOT / folder).rglob("*.*"):
            if path.suffix in {".html", ".css", ".js", ".txt"} and ".min." not in path.name:
                for text in COMMENT.findall(path.read_text()):
                    yield path, text
    for name in DOCUMENTS:
        yield ROOT / name, (ROOT / name).read_text()


def is_there(name):
    return name.lower() in ELSEWHERE or any(
        file == name or file.endswith(f"/{name}") for file in files()
    )


def resolves(dotted):
    """Whether a dotted name whose first part is a module or package of ours leads somewhere."""
    first = dotted.split(".")[0]
    homes = [file for file in files() if re.search(rf"(?:^|/){first}(?:\.py|/__init__\.py)$", file)]
    return not homes or any(_leads(home, dotted.split(".")[1:]) for home in homes)


def _leads(home, names):
    """Names of a module, or of the class that has the module's name: `edition.title` is a column."""
    module = importlib.import_module(re.sub(r"(?:/__init__)?\.py$", "", home).replace("/", "."))
    stem = module.__name__.rpartition(".")[2]
    return _has(module, names) or _has(getattr(module, stem.title().replace("_", ""), None), names)


def _has(found, names):
    for name in names:
        if hasattr(found, name):
            found = getattr(found, name)
            continue
        try:
            found = importlib.import_module(f"{found.__name__}.{name}")
        except (ImportError, AttributeError):
            return False
    return True


def test_a_comment_names_only_files_that_are_there():
    wrong = {
        (path.relative_to(ROOT).as_posix(), name)
        for path, text in spoken()
        for name in FILE.findall(text)
        if not is_there(name)
    }

    assert wrong == set()


def test_a_comment_names_only_modules_and_functions_that_are_there():
    wrong = {
        (path.relative_to(ROOT).as_posix(), name)
        for path, text in spoken()
        for name in DOTTED.findall(text)
        if not FILE.fullmatch(name) and name not in TO_BE_ADDED and not resolves(name)
    }

    assert wrong == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("see `models/publishing.py`.", ["models/publishing.py"]),
        ("In readers.md, and docs/voice.md", ["readers.md", "docs/voice.md"]),
        ("https://example.org/page.html is elsewhere", []),
    ],
)
def test_paths_are_found_in_a_sentence(text, names):
    assert FILE.findall(text) == names


def test_a_name_that_is_not_there_is_noticed():
    assert (is_there("models/publishing.py"), is_there("models/edition.py")) == (False, True)
    assert (resolves("web.paging"), resolves("pagination.Page"), resolves("os.path")) == (
        False,
        True,
        True,
    )
