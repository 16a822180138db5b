"""Email from templates: plain text, in the site's language."""

import copy

import pytest
from django.utils import translation

from symptoms.mail.templates import render_email


@pytest.fixture
def prefix(settings, tmp_path):
    """The prefix of templates that print the language they are rendered in."""
    prints_language = "{% load i18n %}{% get_current_language as code %}{{ code }} {{ name }}\n"
    (tmp_path / "greeting_subject.txt").write_text(prints_language)
    (tmp_path / "greeting_message.txt").write_text(prints_language)
    settings.TEMPLATES = copy.deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"] = [tmp_path]
    return "greeting"


def test_email_is_in_the_language_of_the_site_and_not_of_the_request(settings, prefix):
    settings.LANGUAGE_CODE = "es"
    with translation.override("en"):
        email = render_email(prefix, "reader@example.org", {"name": "Ana"})

    assert (email.subject, email.body, email.to) == ("es Ana", "es Ana\n", ["reader@example.org"])


def test_programs_do_not_answer_email_of_the_site(prefix):
    email = render_email(prefix, "reader@example.org", {})

    assert email.extra_headers == {"Auto-Submitted": "auto-generated"}
