"""The four paths through the code in docs/architecture.md are the paths that calls take."""

import importlib
import re
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from symptoms.workflow import publishing, reviewing
from symptoms.workflow.roles import create_roles
from tests.admin.forms import posted
from tests.factories import make_article, make_contributor, make_symptom, make_user

DOCUMENT = (Path(__file__).resolve().parent.parent / "docs" / "architecture.md").read_text()
WAY = re.compile(r"^\*\*(An? [a-z]+).*?\*\*(.*?)(?=^\*\*|^## )", re.MULTILINE | re.DOTALL)
WAYS = {name: re.findall(r"^\d+\. `([\w.]+)`", way, re.MULTILINE) for name, way in WAY.findall(DOCUMENT)}  # fmt: skip


@contextmanager
def calls():
    """A list that is filled with the dotted names of our functions, in the order they are called."""
    called: list[str] = []

    def note(frame, event, argument):
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.startswith("symptoms."):
            called.append(f"{module}.{frame.f_code.co_qualname}")

    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(None)


def signed_in(client, role):
    create_roles()
    user = make_user(is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    return user


def a_tip(client):
    signed_in(client, "Publisher")
    article = make_article("Fatigue", tips=["Rest early"])
    form = client.get(reverse("admin:symptoms_article_change", args=[article.pk]))
    with calls() as called:
        client.post(form.request["PATH_INFO"], posted(form, standfirst="Rest is not giving up."))
        revision = article.revisions.first()
        publish = reverse("admin:symptoms_article_publish", args=[article.pk])
        client.post(publish, {"revision": revision.number, "baseline": 0})
        assert b"Rest early" in client.get("/articles/fatigue/").content
    return called


def a_favorite(client):
    tip = make_article("Fatigue", tips=["Rest early"], live=True).tips.get()
    client.force_login(make_user())
    with calls() as called:
        client.post(reverse("favorites:add"), {"kind": "tip", "id": tip.pk})
        assert b"Rest early" in client.get(reverse("favorites:list")).content
    return called


def a_search(client):
    fatigue = make_symptom("Fatigue")
    make_article("Saving energy", tips=["Rest early"], symptoms=[fatigue], live=True)
    with calls() as called:
        assert b"Saving" in client.get("/search/?q=saving+energy").content
    return called


def an_approval(client, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    article = make_article("Fatigue")
    publishing.save_revision(article)

    def address(verb):
        return reverse(f"admin:symptoms_article_{verb}", args=[article.pk])

    with calls() as called:
        signed_in(client, "Writer")
        client.post(address("submit"), {"revision": 1})
        make_contributor("Nora Nurse", "clinician", account=signed_in(client, "Medical reviewer"))
        client.get(reverse("admin:symptoms_article_review", args=[article.pk, 1]))
        read = {"revision": 1, "baseline": 0, "next_due": str(reviewing.default_due())}
        client.post(address("approve"), read)
    assert reviewing.approval_of(article.revisions.get())
    return called


def in_order(names, called):
    """Those of `names` that are called, each after the one before."""
    rest = iter(called)
    return [name for name in names if name in rest]


def test_the_document_draws_four_ways():
    assert list(WAYS) == ["A tip", "A favorite", "A search", "An approval"]


@pytest.mark.parametrize("name", [name for way in WAYS.values() for name in way])
def test_every_call_of_a_way_is_there(name):
    parts = name.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            found = getattr(found, part)
        break
    assert callable(found)


@pytest.mark.django_db
@pytest.mark.parametrize("walk", [a_tip, a_favorite, a_search])
def test_calls_take_the_way_that_is_drawn(client, walk):
    way = WAYS[walk.__name__.replace("_", " ").capitalize()]
    assert in_order(way, walk(client)) == way


@pytest.mark.django_db
def test_an_approval_takes_the_way_that_is_drawn(client, settings):
    assert in_order(WAYS["An approval"], an_approval(client, settings)) == WAYS["An approval"]
