"""Other people's ids in a path, a body or a query change nothing and reveal nothing.

Every personal address of the resolver is requested with every id of somebody else's list, in its
path and in every field that any of our forms or views reads. New addresses, fields and models are
tested automatically; an address with a new kind of argument fails until ARGUMENTS has it.
"""

import importlib
import pkgutil
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils.http import int_to_base36
from django.utils.module_loading import import_string

from accounts.models import InactivityNotice
from symptoms import favorites
from symptoms.models import Collection, Favorite, OwnQuestion, SharedLink, UpdateEmail
from tests.factories import make_article, make_question, make_user

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent
CANARY = "Xyzzy"  # in every word that the other person wrote
NOBODYS = 4040404
# Tables with rows of staff, or of moments in between.
NOT_READERS = {
    ("symptoms.Contributor", "account"),
    ("admin.LogEntry", "user"),
    ("account.EmailConfirmation", "email_address__user"),
}
# What an address is called with, besides ids.
IDS = {"pk", "uidb36"}
ARGUMENTS = {"kind": "json", "key": "set-password", "signature": "nothing"}
ONLY_READ = ("SELECT ", "SAVEPOINT ", "RELEASE SAVEPOINT ")
# Besides the id in every field: what makes a view do something with it.
ERRANDS = [
    {"kind": "article", "to": "earlier", "star": "yes", "action_primary": "", "note": "Mine now"},
    {"kind": "tip", "to": "later", "star": "", "action_remove": "", "email": "other@example.org"},
    {
        "kind": "article",
        "star": "yes",
        "status": "",
        "action_send": "",
        "login": "other@example.org",
    },
]


def personal_addresses(patterns=None, path="", space=""):
    """(name, names of its arguments) of every address below /favorites/ and /accounts/."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from personal_addresses(pattern.url_patterns, here, space + inner)
        elif here.startswith(("favorites/", "accounts/")):
            yield space + pattern.name, sorted(pattern.pattern.regex.groupindex)


def fields():
    """The name of every field that a personal form or view reads."""
    modules = pkgutil.walk_packages(favorites.__path__, "symptoms.favorites.")
    ours = [vars(importlib.import_module(module.name)).values() for module in modules]
    found = {thing for things in ours for thing in things if isinstance(thing, type)}
    found |= {import_string(form) for form in settings.ACCOUNT_FORMS.values()}
    names = {
        name
        for form in found
        if issubclass(form, forms.BaseForm)
        for name in (*form.base_fields, *form.declared_fields)
    }
    read = re.compile(r'(?:POST|GET|data)(?:\.get(?:list)?\(|\[)"(\w+)"|"(\w+)" in request\.POST')
    for path in [*ROOT.glob("symptoms/favorites/**/*.py"), *ROOT.glob("accounts/*.py")]:
        names |= {first or second for first, second in read.findall(path.read_text())}
    return sorted(names | {"id", "pk", "user", "user_id"})


def list_of(email, first, words):
    """One of everything that can be somebody's. No two ids of two people, or of two tables, are the same."""
    user = make_user(email, pk=first)
    user.emailaddress_set.create(email=email, verified=True, primary=True, pk=first + 1)
    user.consents.create(pk=first + 2)
    InactivityNotice.objects.create(user=user, pk=first + 2)
    article = make_article(f"Article {first}", live=True, tips=1)
    tip = article.tips.get()
    keep = Favorite.objects.create
    kept = [
        keep(user=user, article=article, note=words, pk=first + 3),
        keep(user=user, tip=tip, note=words, pk=first + 4),
    ]
    collection = Collection.objects.create(user=user, name=words, pk=first + 5)
    for favorite in kept:
        collection.put(favorite)
    SharedLink.objects.create(collection=collection, pk=first + 8)
    for pk, more in ((6, {"star": 1}), (7, {"adopted": make_question(article)})):
        OwnQuestion.objects.create(user=user, text=f"{words}?", position=pk, pk=first + pk, **more)
    UpdateEmail.objects.create(user=user, pk=first + 9)
    return user, [article.pk, tip.pk, *range(first, first + 10)]


def ways_to(model, way="pk"):
    """(model, lookup of the user) for every table whose rows are somebody's, or belong to one that is."""
    yield model, way
    for relation in model._meta.related_objects:
        further = relation.field.name + ("" if way == "pk" else f"__{way}")
        yield from ways_to(relation.related_model, further)


def rows_of(user):
    """Every row of every table that is this person's, by table, and their sessions."""
    rows = {
        (model._meta.label, way): sorted(model._base_manager.filter(**{way: user.pk}).values_list())
        for model, way in ways_to(get_user_model())
    }
    return rows | {"sessions": sorted(Session.objects.filter(pk=user.session).values_list())}


def address(name, arguments, pk):
    unknown = set(arguments) - ARGUMENTS.keys() - IDS
    assert not unknown, f"Say in ARGUMENTS what {name} is called with: {unknown}"
    values = ARGUMENTS | {"pk": pk, "uidb36": int_to_base36(pk)}
    return reverse(name, kwargs={argument: values[argument] for argument in arguments})


@dataclass
class Writes:
    """Whether any statement did more than read: only then can a row be another one."""

    any: bool = False

    def __call__(self, execute, sql, *rest):
        self.any |= not sql.startswith(ONLY_READ)
        return execute(sql, *rest)


@dataclass
class Asked:
    """A reader who is signed in asks; `faults` says what happened to the rows of `other`."""

    cookies: SimpleCookie
    other: Any
    faults: list = field(default_factory=list)

    def __post_init__(self):
        self.before, self.names, self.errands = rows_of(self.other), fields(), cycle(ERRANDS)

    def ask(self, method, path, pk, errand):
        """The answer to `path` with `pk` in every field; afterwards it is as if nothing was asked."""
        data = dict.fromkeys(self.names, pk) | errand
        client = Client()
        client.cookies = self.cookies.copy()
        with transaction.atomic():
            with connection.execute_wrapper(wrote := Writes()):
                if method == "GET":
                    answer = client.get(path, data)
                else:
                    answer = client.post(path, data, query_params=data)
            if wrote.any and rows_of(self.other) != self.before:
                self.faults.append(("changed", method, path, pk))
            transaction.set_rollback(True)
        cache.clear()
        if CANARY in answer.content.decode(errors="replace"):
            self.faults.append(("told", method, path, pk))
        return answer.status_code, answer.get("Location", "").replace(str(pk), "ID")

    def try_path(self, method, name, arguments, ids):
        """With ids of the other person in the path: answered as if there were nothing like it."""
        nothing = self.ask(method, address(name, arguments, NOBODYS), NOBODYS, ERRANDS[0])
        for pk in ids:
            told = self.ask(method, address(name, arguments, pk), pk, ERRANDS[0])
            if told != nothing:
                self.faults.append(("told apart", method, name, pk, told))

    def try_fields(self, method, name, arguments, own, ids):
        """With ids of the other person in the fields, at an address that is the reader's own."""
        paths = {address(name, arguments, pk): pk for pk in own}
        for path, pk in paths.items():
            if self.ask(method, path, pk, {})[0] not in (404, 405):
                for others_pk in ids:
                    self.ask(method, path, others_pk, next(self.errands))


def test_other_peoples_ids_change_nothing_and_tell_nothing(settings):
    addresses = sorted(personal_addresses())
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # forms try many
    other, ids = list_of("other@example.org", 7000, CANARY)
    others_client = Client()
    others_client.force_login(other)
    other.session = others_client.session.session_key
    reader, own = list_of("reader@example.org", 9000, "Mine")
    signed_in = Client()
    signed_in.force_login(reader)
    asked = Asked(signed_in.cookies, other)
    for name, arguments in addresses:
        for method in ("GET", "POST"):
            if IDS & set(arguments):
                asked.try_path(method, name, arguments, ids)
            asked.try_fields(
                method, name, arguments, own[-5:], ids if method == "POST" else ids[::4]
            )

    assert asked.faults == []
    assert {"favorites:move", "favorites:sheet", "account_delete"} <= dict(addresses).keys()
    assert {"favorite", "collections", "questions", "items", "star", "email"} <= set(asked.names)
    assert {table for table, rows in asked.before.items() if not rows} == NOT_READERS
