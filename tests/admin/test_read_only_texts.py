"""A rich text that somebody may read but not change is shown as text, never as HTML source."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from symptoms.admin.article import ArticleAdmin
from symptoms.admin.inlines import TipInline
from symptoms.models import Symptom
from symptoms.models.fields import RichTextField
from symptoms.workflow.roles import create_roles
from tests.factories import (
    make_article,
    make_contributor,
    make_series,
    make_symptom,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
TEXT = "<p>Rest <strong>often</strong> &amp; early.</p><ul><li><p>One</p></li></ul>"


@pytest.fixture
def rows():
    """One of each kind, with every rich text that it can have."""
    return [
        make_article(
            "Fatigue", body=TEXT, tips_intro=TEXT, closing=TEXT, tips_heading="Tips", tips=["Rest"]
        ),
        make_symptom("Numbness", summary=TEXT),
        make_topic("Work", description=TEXT),
        make_series("Basics", intro=TEXT),
        make_contributor("Bo", bio=TEXT),
    ]


def page_of(client, row):
    url = reverse(f"admin:symptoms_{row._meta.model_name}_change", args=[row.pk])
    return client.get(url)


def texts_of(row):
    return [field.name for field in row._meta.fields if isinstance(field, RichTextField)]


def test_whoever_may_only_look_reads_text(client, rows):
    from django.contrib.auth.models import Permission

    viewer = make_user(is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(viewer)
    for row in rows:
        page = page_of(client, row).content.decode()
        assert "&lt;p&gt;" not in page, row
        assert page.count(TEXT) == len(texts_of(row)), row


@pytest.mark.parametrize("role", ["Writer", "Medical reviewer", "Publisher"])
def test_no_role_reads_the_source_of_what_it_cannot_change(client, sign_in, rows, role):
    create_roles()
    sign_in(role)
    for row in rows:
        response = page_of(client, row)
        if response.status_code == 200:
            shown = response.content.decode()
            editable = shown.count("data-django-prose-editor-articles=")
            assert editable or "&lt;p&gt;" not in shown, row


def test_a_tip_reads_as_text_too(client, sign_in, monkeypatch):
    sign_in("superuser")
    article = make_article("Fatigue", tips=["Rest"])
    article.tips.update(body=TEXT)
    monkeypatch.setattr(TipInline, "readonly_fields", ["body"])

    assert TEXT in page_of(client, article).content.decode()


def test_a_field_that_a_desk_makes_read_only_reads_as_text(client, sign_in, monkeypatch):
    sign_in("superuser")
    article = make_article("Fatigue", body=TEXT, closing=TEXT)
    monkeypatch.setattr(ArticleAdmin, "readonly_fields", ["closing"])
    page = page_of(client, article).content.decode()

    assert page.count(TEXT) == 1
    assert page.count("&lt;p&gt;Rest &lt;strong&gt;often") == 1


def test_what_got_around_the_models_is_cleaned_here_as_well(client):
    from django.contrib.auth.models import Permission
    from django.db import connection

    symptom = make_symptom("Numbness", summary=TEXT)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Symptom._meta.db_table} SET summary = %s",
            ["<p>x</p><img src=x onerror=alert(1)>"],
        )
    viewer = make_user(is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(viewer)
    page = page_of(client, symptom).content.decode()

    assert "<p>x</p>" in page
    assert "onerror" not in page


def test_every_desk_with_rich_text_has_what_it_needs():
    from symptoms.admin.editor import RichTextAdmin

    for model in filter(admin.site.is_registered, apps.get_models()):
        if any(isinstance(field, RichTextField) for field in model._meta.fields):
            assert isinstance(admin.site.get_model_admin(model), RichTextAdmin), model
