"""Of other packages we use only public names, imported from where they are defined and documented.

What can't be avoided is in one of INSIDE, with the reason, and has a test that names the version.
"""

import ast
import importlib
import inspect
import re
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("accounts", "bench", "config", "deploy", "symptoms", "tests")
INSIDE = {
    "accounts/allauth_inside.py",
    "tests/accounts/test_allauth_inside.py",
    "tests/inside.py",
    # They break in as somebody would: a session of before is put back, a full cache is counted.
    "tests/accounts/test_throttle.py",
    "tests/config/test_fail_open_cache.py",
}
# Underscored, and documented all the same (`_open` and `_save` are what a storage of one's own writes).
DOCUMENTED = {
    "_meta",
    "_db",
    "_base_manager",
    "_default_manager",
    "_replace",
    "_asdict",
    "_open",
    "_save",
}
# Where a name is documented that another module of the same package defines.
DOCUMENTED_AT = {
    ("django.contrib.auth.models", "AbstractBaseUser"),
    ("django.forms", "ValidationError"),
    ("js_asset", "Script"),
    ("brotli", "compress"),
    ("brotli", "decompress"),
    ("django.views.decorators.http", "conditional_page"),
}


def sources(*folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and str(path.relative_to(ROOT)) not in INSIDE:
                yield path


def is_theirs(module):
    top = module.partition(".")[0]
    return bool(top) and top not in OURS and top not in sys.stdlib_module_names


def is_private(module):
    return any(part.startswith("_") or part == "internal" for part in module.split("."))


@cache
def fault_of(module, name):
    """What is wrong with taking `name` from their `module`, or None."""
    if is_private(module) or (name.startswith("_") and name not in DOCUMENTED):
        return f"{module}.{name} is private"
    if not hasattr(importlib.import_module(module), name) and not is_module(f"{module}.{name}"):
        return f"{module}.{name} is not there"
    found = getattr(importlib.import_module(module), name, None)
    if inspect.ismodule(found):
        inside = found.__name__.partition(".")[0] == module.partition(".")[0]
        return (
            None if inside and not is_private(found.__name__) else f"{module}.{name} is not there"
        )
    home = getattr(found, "__module__", None)
    if not isinstance(home, str) or not inspect.isclass(found) and not inspect.isroutine(found):
        return None
    promised = name in getattr(importlib.import_module(module), "__all__", ())
    at_home = home == module or home.startswith(f"{module}.") or (module, name) in DOCUMENTED_AT
    return None if promised or at_home else f"{module}.{name} is only imported there, from {home}"


def names_taken(tree):
    """Each (module, name) that a source takes from others, by import or as an attribute of a module."""
    modules = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level and is_theirs(node.module):
            for alias in node.names:
                yield node.module, alias.name
                if is_module(f"{node.module}.{alias.name}"):
                    modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if is_theirs(alias.name):
                    yield alias.name, "__name__" if not is_private(alias.name) else alias.name
                    modules[alias.asname or alias.name] = alias.name
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in modules:
            yield modules[ast.unparse(node.value)], node.attr


@cache
def is_module(name):
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


def faults(text):
    """What a source takes that is not promised."""
    tree = ast.parse(text)
    return sorted(
        {f for taken in names_taken(tree) if taken[1] != "__name__" and (f := fault_of(*taken))}
    )


def is_own(name):
    return name.startswith("_") and not name.startswith("__") and not name.endswith("_")


@cache
def defined_by_us():
    """Every underscored name that our sources define or assign."""
    found = set()
    for path in sources(*OURS):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                found.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                found.add(node.attr)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
    return {name for name in found if is_own(name)}


def strange_attributes(text, ours):
    """Underscored attributes that a source reads, and that nothing of ours defines."""
    read = {
        node.attr
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and is_own(node.attr)
    }
    return sorted(read - ours - DOCUMENTED)


def overrides(cls):
    """Underscored members of others that a class of ours overrides or assigns."""
    text = inspect.getsource(cls)
    mine = {name for name in vars(cls) if is_own(name)}
    mine |= {name for name in re.findall(r"self\.(_\w+) = ", text) if is_own(name)}
    mine |= {name for name in vars(cls).get("__annotations__", {}) if is_own(name)}
    return sorted(
        f"{cls.__module__}.{cls.__name__}.{name} is {base.__module__}.{base.__name__}'s"
        for name in mine
        for base in cls.__mro__[1:]
        if is_theirs(base.__module__) and uses(base, name) and name not in GENERATED | DOCUMENTED
    )


# What Django's metaclass puts into every model.
GENERATED = {"_meta", "_do_update", "_perform_unique_checks"}


@cache
def uses(base, name):
    try:
        text = inspect.getsource(base)
    except (OSError, TypeError):
        text = ""
    return (
        name in vars(base) or re.search(rf"\bself\.{name}\b|^    {name}\b", text, re.M) is not None
    )


def classes(path):
    """The classes that one source defines."""
    module = str(path.relative_to(ROOT).with_suffix("")).replace("/", ".").removesuffix(".__init__")
    for one in vars(importlib.import_module(module)).values():
        if inspect.isclass(one) and one.__module__ == module:
            yield one


@pytest.mark.parametrize("folder", OURS)
def test_we_take_names_from_where_they_are_promised(folder):
    found = {str(p.relative_to(ROOT)): faults(p.read_text()) for p in sources(folder)}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("folder", OURS)
def test_we_read_no_private_attribute_of_others(folder):
    ours = defined_by_us()
    found = {
        str(p.relative_to(ROOT)): strange_attributes(p.read_text(), ours) for p in sources(folder)
    }
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("folder", [name for name in OURS if name not in {"tests"}])
def test_we_override_no_private_member_of_others(folder):
    found = [wrong for path in sources(folder) for cls in classes(path) for wrong in overrides(cls)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("from allauth.account import views\nviews.FormView", "FormView is not there"),
        ("from allauth.account.views import FormView", "FormView is not there"),
        ("from allauth.account.forms import get_adapter", "is only imported there"),
        ("from allauth.account.admin import EmailAddress", "only imported there"),
        ("from allauth.account.internal.decorators import login_not_required", "is private"),
        ("from allauth.account import internal\ninternal.flows", "is private"),
        ("import allauth.account.internal.flows", "is private"),
        ("from pluggy._hooks import x", "is private"),
        ("import django.forms.forms as f\nf._x", "is private"),
    ],
)
def test_the_tests_find_what_they_look_for(text, wrong):
    assert wrong in " ".join(faults(text))


def test_an_override_of_a_private_member_is_found():
    from allauth.account.adapter import DefaultAccountAdapter
    from allauth.account.views import ConfirmLoginCodeView

    class Adapter(DefaultAccountAdapter):
        def _get_login_attempts_cache_key(self, request, **credentials):
            return ""

    class Page(ConfirmLoginCodeView):
        def dispatch(self, *args, **kwargs):
            self._process = None

    assert overrides(Adapter)
    assert overrides(Page)
    assert strange_attributes("form._class", set()) == ["_class"]
