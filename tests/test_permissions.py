"""Every address × role × method, from the resolver. The table is tests/permissions.txt.

A row is `name method outcomes`, one letter a role in the order of ROLES:

    .  answered: done, or refused for what the form holds      s  sent to sign in
    x  forbidden        m  method not allowed        -  not found

A new address fails here until somebody adds its row.
"""

from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from symptoms.models import Collection, CrisisPhrase, Edition, Favorite, OwnQuestion, UpdateEmail
from symptoms.workflow import term_record
from symptoms.workflow.roles import create_roles
from tests.behind_the_cache import CachedClient
from tests.factories import (
    make_article,
    make_comment,
    make_contributor,
    make_everyday_word,
    make_feedback,
    make_invitation,
    make_page,
    make_picture,
    make_preview_link,
    make_question,
    make_series,
    make_shared_link,
    make_sponsor,
    make_symptom,
    make_tag,
    make_topic,
    make_user,
    make_wording_link,
)

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("permissions.txt")
ROLES = ["anonymous", "reader", "Writer", "Medical reviewer", "Publisher", "superuser"]
METHODS = ["GET", "POST", "PUT", "DELETE"]


def names(patterns=None, prefix=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern.url_patterns, prefix + space)
        elif pattern.name:
            yield prefix + pattern.name


def world():
    """One of everything, and the arguments by which each address finds it."""
    article = make_article(
        "Fatigue",
        tips=["Rest"],
        symptoms=[make_symptom("Fatigue")],
        series=make_series("Parts"),
        series_part=1,
        tags=[make_tag("heat")],
        picture=make_picture(),
        live=True,
    )
    tip = article.tips.get()
    rows = {
        "article": article,
        "symptom": make_symptom("Fatigue"),
        "topic": make_topic(),
        "series": article.series,
        "contributor": make_contributor(),
        "sponsor": make_sponsor(),
        "tag": make_tag("heat"),
        "picture": article.picture,
        "user": make_user("somebody@example.org"),
        "group": Group.objects.create(name="Other"),
        "feedback": make_feedback(article),
        "everydayword": make_everyday_word(),
        "invitation": make_invitation(),
        "crisisphrase": CrisisPhrase.objects.create(words="falling down"),
    }
    by_model = {
        name: [row.slug] if hasattr(row, "slug") else [row.pk] for name, row in rows.items()
    }
    public = {f"symptoms:{name}": arguments for name, arguments in by_model.items()}
    public |= {"symptoms:tip": [tip.pk, tip.slug], "symptoms:picture": [article.picture.file.name]}
    public |= {f"symptoms:{name}-feed": by_model[name] for name in ("symptom", "topic", "series")}
    public["symptoms:symptom-articles"] = by_model["symptom"]
    public["symptoms:sitemap-part"] = ["articles"]
    public["symptoms:feedback"] = public["symptoms:feedback-thanks"] = [article.pk]
    public |= {"symptoms:short-tip": [tip.pk], "symptoms:short-article": [article.pk]}
    public["symptoms:page"] = [make_page(live=True).slug]
    public["favorites:download"] = ["json"]
    public |= strangers_list(rows["user"], article)
    for model in ("symptom", "topic", "series"):
        term_record.keep(rows[model])
        public[f"admin:symptoms_{model}_preview_wording"] = [rows[model].pk, 1]
        of_term = make_wording_link(rows[model])
        public[f"admin:symptoms_{model}_close_preview_link"] = [rows[model].pk, of_term.pk]
    link = make_preview_link(article)
    public["updates:email"] = [
        (emails := UpdateEmail.objects.create(user=make_user())).pk,
        emails.signature,
    ]
    public["account_invitation"] = [rows["invitation"].pk, rows["invitation"].signature]
    public["previews:article"] = [link.pk, link.signature]
    public["previews:picture"] = [link.pk, link.signature, article.picture.file.name]
    said = make_comment(article)
    public["admin:symptoms_article_answer_comment"] = [article.pk, said.pk]
    public["admin:symptoms_article_close_preview_link"] = [
        article.pk,
        make_preview_link(article).pk,
    ]
    return rows, public


def strangers_list(user, article):
    """What somebody else keeps: whoever asks for it by its number finds nothing."""
    favorite = Favorite.objects.create(user=user, article=article)
    collection = Collection.objects.create(user=user, name="Private")
    collection.put(favorite)
    own = {f"favorites:{name}": [favorite.pk] for name in ("favorite", "seen")}
    names = (
        "collection",
        "move",
        "remove-from-collection",
        "delete-collection",
        "share",
        "close-share",
    )
    question = OwnQuestion.objects.create(user=user, text="Private?")
    of_question = ("question", "star", "move-question", "remove-question")
    own |= {f"favorites:{name}": [question.pk] for name in of_question}
    own["shared:list"] = [(link := make_shared_link(collection)).pk, link.signature]
    own["favorites:adopt"] = [make_question(article).pk]
    return own | {f"favorites:{name}": [collection.pk] for name in names}


def address(name, rows, public):
    """The address called `name`; admin pages are those of the row of their model."""
    model = name.partition("_")[2].partition("_")[0]
    key = rows[model].pk if name.startswith("admin:") and model in rows else 1
    candidates = [
        public.get(name, []),
        [key],
        ["symptoms"],
        [rows["article"].pk, 1],
    ]
    for arguments in candidates:
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    return reverse(name, kwargs={"uidb36": "x", "key": "set-password"})


def client_of(role, make_client=Client):
    client = make_client()
    if role == "anonymous":
        return client
    user = make_user(is_staff=role != "reader", is_superuser=role == "superuser")
    if role not in {"reader", "superuser"}:
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return client


def outcome(response):
    if response.status_code == 302 and response.url.startswith(
        ("/accounts/login/", "/admin/login/")
    ):
        return "s"
    return {403: "x", 405: "m", 404: "-"}.get(response.status_code, ".")


def measured():
    create_roles()
    rows, public = world()
    clients = {role: client_of(role) for role in ROLES}
    item = {"kind": "article", "id": rows["article"].pk}
    lines = []
    for name in sorted(set(names())):
        for method in METHODS:
            row = ""
            for role, client in clients.items():
                if role != "anonymous" and name in SIGNS_OUT:
                    client = client_of(role)  # noqa: PLW2901
                target = address(name, rows, public)
                if method == "POST":
                    response = client.post(target, item if name.startswith("favorites:") else {})
                else:
                    response = client.generic(method, target, QUERY_STRING=urlencode(item))
                assert response.status_code < 500, (name, method, role)
                row += outcome(response)
            lines.append(f"{name} {method} {row}")
    return lines


SIGNS_OUT = {"account_logout", "admin:logout", "account_delete"}


def test_every_address_answers_each_role_and_method_as_the_table_says(settings):
    settings.ACCOUNT_RATE_LIMITS = False  # the table is no matter of how fast it is asked
    assert measured() == TABLE.read_text().splitlines()


def test_behind_the_cache_everybody_is_answered_as_the_table_says():
    """Also when somebody with more permissions asked before, and when the page is kept."""
    create_roles()
    rows, public = world()
    superuser = client_of("superuser", CachedClient)
    others = [client_of(role, partial(CachedClient, shares=superuser)) for role in ROLES[:2]]
    table = [line.split() for line in TABLE.read_text().splitlines()]
    ours = ("symptoms:", "favorites:", "previews:", "shared:")
    wrong, kept = [], 0
    for name, method, row in table:
        if method != "GET" or not name.startswith(ours):
            continue
        target = address(name, rows, public)
        superuser.get(target)
        for client, expected in zip(others, row, strict=False):
            if SESSION_KEY not in client.session:
                client.cookies.clear()  # a form left one
            before = client.rendered
            answers = {outcome(client.get(target)) for _ in range(2)}
            kept += client.rendered - before < 2
            if answers != {expected}:
                wrong.append((name, expected, answers))
    assert wrong == []
    assert kept > 15


# It changes nothing, and a token would set a cookie; tests/favorites/test_sheet.py holds who may send it.
CHANGES_NOTHING = {"favorites:sheet"}
# Mail programs send it without a cookie (RFC 8058). The signature in the address is its token;
# tests/favorites/test_updates.py holds that no other is accepted.
HAS_A_SIGNED_ADDRESS = {"updates:email"}


def test_no_post_works_without_a_csrf_token():
    create_roles()
    rows, public = world()
    user = make_user(is_staff=True, is_superuser=True)
    before = list(Edition.objects.values())
    accepted = []
    for name in sorted(set(names()) - CHANGES_NOTHING - HAS_A_SIGNED_ADDRESS):
        client = Client(enforce_csrf_checks=True)
        client.force_login(user)
        if client.post(address(name, rows, public)).status_code not in {403, 404, 405}:
            accepted.append(name)

    assert accepted == []
    assert list(Edition.objects.values()) == before


# allauth's own pages, which ask for a token first.
OF_ALLAUTH = {
    "account_inactive",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
}


def test_a_post_to_a_page_that_is_only_read_is_answered_405_also_without_a_token():
    rows, public = world()
    posts = (line.split() for line in TABLE.read_text().splitlines())
    pages = [name for name, method, row in posts if method == "POST" and set(row) == {"m"}]
    client = Client(enforce_csrf_checks=True)
    ours = [name for name in pages if name not in OF_ALLAUTH]
    statuses = {name: client.post(address(name, rows, public)).status_code for name in ours}

    assert len(ours) > 30
    assert statuses == dict.fromkeys(ours, 405)


def test_the_writer_and_the_reviewer_publish_by_no_address():
    create_roles()
    rows, public = world()
    article = make_article("Draft")
    rows["article"] = article
    data = {"revision": 1, "at": "2040-01-01T09:00", "reason": "x", "edition": 1, "post": "yes"}
    before = list(Edition.objects.values())
    for role in ("Writer", "Medical reviewer", "reader"):
        client = client_of(role)
        for name in sorted(set(names())):
            client.post(address(name, rows, public), data | {"action": "delete_selected"})
            if SESSION_KEY not in client.session:  # the address signed out, or deleted the account
                client = client_of(role)

    assert list(Edition.objects.values()) == before


@pytest.mark.parametrize("role", ["Writer", "Medical reviewer", "Publisher"])
def test_staff_cannot_raise_themselves(role):
    create_roles()
    client = client_of(role)
    user = make_user("somebody@example.org")
    url = reverse("admin:accounts_user_change", args=[user.pk])
    response = client.post(url, {"email": user.email, "is_superuser": "on", "is_staff": "on"})
    user.refresh_from_db()

    assert (response.status_code, user.is_staff, user.is_superuser) == (403, False, False)
