"""The rules of the code base, checked by reading the source. docs/architecture.md has the map."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "accounts", "symptoms")

# A room imports rooms of lower floors only. A new room joins a floor: think where it belongs.
FLOORS = [
    {"symptoms.conf"},
    {"text", "images", "web"},
    {"models"},
    {"search", "mail"},
    {"workflow", "accounts"},
    {"favorites", "importer", "operations"},
    {"site"},
    {"admin"},
    {"templatetags", "commands"},
    {"symptoms.apps"},
    {"config"},
]
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
# Readers' rooms never reach the rooms that write what readers see.
PUBLIC = {"site", "favorites"}
EDITORIAL = {"workflow", "importer", "admin"}
FORBIDDEN_NAMES = {
    "utils",
    "helpers",
    "services",
    "signals",
    "mixins",
    "managers",
    "common",
    "misc",
}
WORKING_COPY_MODELS = {"Article", "Tip", "Source", "HandPicked", "ArticleTag", "Revision"}


def sources(*folders):
    for folder in folders or APPS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module):
    """`symptoms.site.machines.feeds` is in `site`, `symptoms.management.commands.loadcontent` in `commands`."""
    parts = module.split(".")
    if parts[0] != "symptoms":
        return parts[0]
    if len(parts) == 1:
        return None
    if parts[1] == "management":
        return "commands"
    return f"symptoms.{parts[1]}" if parts[1] in {"conf", "apps"} else parts[1]


def imports(path):
    """What `path` imports when it runs; what only an annotation names is no dependency."""
    tree = ast.parse(path.read_text())
    for_types = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (
                f"{node.module}.{alias.name}"
                if _is_module(node.module, alias.name)
                else node.module
                for alias in node.names
            )
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _is_module(package, name):
    folder = ROOT / package.replace(".", "/")
    return (folder / name).is_dir() or (folder / f"{name}.py").is_file()


def test_imports_run_one_way():
    wrong = []
    for path in sources():
        room = room_of(module_name(path))
        for imported in imports(path):
            target = room_of(imported) if imported.split(".")[0] in APPS else None
            if room and target and target != room and FLOOR_OF[target] >= FLOOR_OF[room]:
                wrong.append(f"{module_name(path)} imports {imported}")
    assert wrong == []


def test_readers_rooms_never_import_editorial_rooms():
    wrong = [
        f"{module_name(path)} imports {imported}"
        for path in sources()
        if room_of(module_name(path)) in PUBLIC
        for imported in imports(path)
        if imported.split(".")[0] in APPS and room_of(imported) in EDITORIAL
    ]

    assert wrong == []


def test_every_room_says_what_belongs_there():
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "symptoms").rglob("__init__.py")
        if not {"management", "migrations"} & set(path.parts)
        and path.parent.name != "symptoms"
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


def test_every_room_is_on_the_map():
    rooms = {room_of(module_name(path)) for path in sources()} - {None, "management"}

    assert rooms == FLOOR_OF.keys()


def test_no_module_is_a_junk_drawer():
    assert [str(p) for p in sources() if p.stem in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("room", ["symptoms/site", "symptoms/favorites"])
def test_public_code_never_touches_desk_rows(room):
    touched = {
        (path.name, alias.name)
        for path in sources(room)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in WORKING_COPY_MODELS
    }
    assert touched == set()


def test_public_templates_never_reach_a_desk_row():
    """`edition.article` would be the working copy; its id is all a page may use."""
    reach = re.compile(r"\b(?:edition|version|card|found|e)\.article\b|\btip\.tip\b")
    found = [
        str(path.relative_to(ROOT))
        for folder in ("site", "favorites")
        for path in (ROOT / "templates" / folder).rglob("*.html")
        if reach.search(path.read_text())
    ]
    assert found == []


def test_only_the_press_writes_revisions_and_editions():
    writes = re.compile(
        r"\b(?:Revision|Edition\w*|Address)\.objects\.(?:create|bulk_create|get_or_create|update)"
    )
    writers = {module_name(path) for path in sources() if writes.search(path.read_text())}

    assert writers == {"symptoms.workflow.publishing"}


def test_one_word_decides_what_the_public_sees():
    """Starts are compared in the models, and by publishing, which writes them; all others ask `live`."""
    compared = re.compile(r"live_(?:from|until)__|canceled_at=(?!edition\.)|canceled_at__")
    users = {module_name(path) for path in sources() if compared.search(path.read_text())}

    assert users == {
        "symptoms.models.edition",
        "symptoms.models.edition_queries",
        "symptoms.models.edition_tip",
        "symptoms.models.live",
        "symptoms.workflow.publishing",
    }


def test_rich_text_is_marked_safe_in_one_place():
    marks = re.compile(r"mark_safe\(|\|\s*safe\b|SafeString\(")
    files = [*sources(), *(ROOT / "templates").rglob("*.html")]
    found = {str(p.relative_to(ROOT)) for p in files if marks.search(p.read_text())}

    assert found == {"symptoms/text/sanitizer.py"}


def test_no_template_has_inline_code():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    data = '<script type="application/ld+json">{{ graph|data_block }}</script>'  # browsers run none of it
    found = [
        str(p.relative_to(ROOT))
        for p in (ROOT / "templates").rglob("*.html")
        if inline.search(p.read_text().replace(data, ""))
    ]

    assert found == []


def test_colors_are_named_once():
    """No color literal outside the tokens; the admin's own sheet uses the admin's colors."""
    color = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", re.IGNORECASE)
    sheets = [p for p in (ROOT / "static/css").rglob("*.css") if p.name != "tokens.css"]

    assert [p.name for p in sheets if color.search(p.read_text())] == []
