"""The signals and checks that other code can hook into, used by the project in tests/extension.py."""

import pytest

from symptoms.models import Edition
from symptoms.workflow import checklist, publishing
from symptoms.workflow.publishing import PublishingError
from tests import extension
from tests.factories import make_article


@pytest.fixture
def told():
    extension.connect()
    yield extension.told
    extension.disconnect()


@pytest.mark.django_db(transaction=True)
def test_what_becomes_public_and_what_is_withdrawn_is_announced_once(told):
    article = make_article("Fatigue", live=True)
    publishing.publish(article.revisions.get())
    publishing.withdraw(article, reason="It is out of date.")

    assert told == ["published Fatigue", "withdrawn It is out of date."]
    assert Edition.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_refused_is_not_announced(told):
    revision = publishing.save_revision(make_article("Fatigue", body=""))
    with pytest.raises(PublishingError):
        publishing.publish(revision)

    assert told == []


@pytest.mark.django_db
def test_a_check_of_the_site_joins_the_checklist(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"CHECKS": ["tests.extension.names_a_phone_number"]}
    revision = publishing.save_revision(make_article("Fatigue", body="<p>Call the hotline.</p>"))

    assert checklist.blocks(revision.as_content()) == [
        ("body", "Link the number of the hotline.", False)
    ]
    with pytest.raises(PublishingError, match="Link the number"):
        publishing.publish(revision)
