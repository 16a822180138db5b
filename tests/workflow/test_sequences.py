"""After any sequence of publishing steps, each moment shows what a plain model of it predicts."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from symptoms.models import Article
from symptoms.workflow import publishing, restoring, scheduling
from symptoms.workflow.audit import record_of
from symptoms.workflow.publishing import PublishingError, Then
from tests.factories import make_article, publish
from tests.timeline import INSTANT, Refused, Timeline

pytestmark = pytest.mark.django_db

# An ordinary day, and the hour before each change of the clocks in London.
BEGINNINGS = [
    datetime(2027, 6, 1, 12, tzinfo=UTC),
    datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
    datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
]
hours = st.sampled_from([1, 2, 3, 5, 8, 0])
moments = st.none() | hours
thens = st.sampled_from([None, "keep", "cancel"])
places = st.integers(0, 3)
saves = st.tuples(st.just("save"), st.sampled_from(["title", "standfirst"]), st.integers(1, 3))
publishes = st.one_of(
    st.tuples(st.just("publish"), moments, thens),
    st.tuples(st.just("publish"), hours, thens),
    st.tuples(st.just("rebase"), moments),
)
others = st.one_of(
    st.tuples(st.just("withdraw"), moments),
    st.tuples(st.just("cancel"), places),
    st.tuples(st.just("move"), places, hours),
    st.tuples(st.just("restore"), st.integers(0, 5)),
    st.tuples(st.just("wait"), st.integers(1, 4)),
)
# Most steps publish a changed text: that is where one thing can stand in the way of another.
phases = st.one_of(
    st.tuples(saves, publishes),
    st.tuples(saves, publishes),
    st.tuples(others),
    st.tuples(publishes),
)
FIRST = (("publish", None, None),)


def sequences(**sizes):
    phased = st.lists(phases, **sizes)
    return phased.map(lambda found: [step for phase in (FIRST, *found) for step in phase])


class Site:
    """The real thing, with the same steps as the model."""

    def __init__(self, model):
        self.model = model
        self.article = make_article()
        Article.objects.filter(pk=self.article.pk).update(title="t0", standfirst="s0")
        publishing.save_revision(self.article)
        model.record(("t0", "s0"))

    def text(self):
        return Article.objects.values_list("title", "standfirst").get(pk=self.article.pk)

    def newest(self):
        return self.article.revisions.first()

    def planned(self, start):
        return self.article.editions.scheduled().get(live_from=start)

    def text_at(self, moment):
        edition = self.article.editions.live(moment).first()
        return edition and (edition.title, edition.standfirst)

    def take(self, step, model):
        """Both do one step; returns whether each refused. The model knows of no plans, so while one waits
        nothing is rebased: `test_scheduling.py` has what becomes of plans."""
        if step[0] == "rebase" and self.article.plans.waiting().exists():
            return False, False
        return _refused(self._real(step), PublishingError), _refused(_plain(step, model), Refused)

    def _real(self, step):
        match step:
            case "save", name, number:
                Article.objects.filter(pk=self.article.pk).update(**{name: f"{name[0]}{number}"})
                yield publishing.save_revision(self.article)
            case "publish", at, then:
                then = then and Then(then)
                yield publishing.publish(self.newest(), at=_at(at), then=then)
            case "rebase", at:
                yield scheduling.publish_and_rebase(self.newest(), at=_at(at))
            case "withdraw", at:
                yield publishing.withdraw(self.article, reason="Over.", at=_at(at))
            case "cancel", place:
                if start := _pick(self.model, place):
                    yield publishing.cancel(self.planned(start))
            case "move", place, at:
                if start := _pick(self.model, place):
                    yield scheduling.move(self.planned(start), _at(at))
            case "restore", place:
                revisions = list(self.article.revisions.order_by("number"))
                yield restoring.restore(revisions[place % len(revisions)])


def _plain(step, model):
    match step:
        case "save", name, number:
            title, standfirst = model.texts[-1]
            text = f"{name[0]}{number}"
            yield model.record((text, standfirst) if name == "title" else (title, text))
        case "publish", at, then:
            yield model.publish(_at(at), then)
        case "rebase", at:
            yield model.rebase(_at(at))
        case "withdraw", at:
            yield model.withdraw(_at(at))
        case "cancel", place:
            if start := _pick(model, place):
                yield model.cancel(start)
        case "move", place, at:
            if start := _pick(model, place):
                yield model.move(start, _at(at))
        case "restore", place:
            yield model.record(model.texts[place % len(model.texts)])
        case "wait", _hours:
            pass


def _refused(step, error):
    try:
        list(step)
    except error:
        return True
    return False


def _at(hours):
    return None if hours is None else timezone.now() + timedelta(hours=hours)


def _pick(model, place):
    scheduled = model.scheduled()
    return scheduled[place % len(scheduled)] if scheduled else None


def run(beginning, sequence):
    model = Timeline(beginning)
    with mock.patch.object(timezone, "now", lambda: model.now):
        site = Site(model)
        for step in sequence:
            model.now += timedelta(hours=step[1]) if step[0] == "wait" else timedelta(minutes=1)
            real, plain = site.take(step, model)
            assert real == plain, f"{step}: publishing {'refused' if real else 'did it'}"
            assert site.text() == model.texts[-1]
            record = record_of(site.article)
            for moment in _boundaries(model):
                assert site.text_at(moment) == model.text_at(moment), (step, moment)
                assert replayed(record, moment) == model.at(moment), (step, moment)
    return site


def replayed(record, moment):
    """The place of the text in the model that the public record says was live at `moment`, or None."""
    then = [
        entry
        for entry in record
        if entry.state != "canceled"
        and entry.start <= moment
        and (entry.end is None or moment < entry.end)
    ]
    assert len(then) <= 1
    return then[0].revision - 1 if then and then[0].revision else None


def _boundaries(model):
    return [start + delta for start in model.starts for delta in (-INSTANT, 0 * INSTANT, INSTANT)]


# Sequences that were wrong once.
REBASED_ON_WHAT_IS_LIVE = [
    ("publish", None, None),
    ("publish", 1, None),
    ("save", "title", 1),
    ("publish", None, "keep"),
    ("rebase", None),
]


# A text that says again what is live undoes nothing, though its number is another.
SAID_AGAIN = [
    ("publish", None, None),
    ("save", "title", 1),
    ("rebase", None),
    ("save", "title", 2),
    ("publish", 1, None),
    ("save", "title", 1),
]


@example(BEGINNINGS[0], REBASED_ON_WHAT_IS_LIVE)
@example(BEGINNINGS[0], [*SAID_AGAIN, ("publish", None, None)])
@example(BEGINNINGS[0], [*SAID_AGAIN, ("rebase", None)])
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(BEGINNINGS), sequences(min_size=3, max_size=8))
def test_every_moment_shows_what_a_plain_model_predicts(beginning, sequence):
    run(beginning, sequence)


@pytest.mark.stress
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(BEGINNINGS), sequences(min_size=5, max_size=20))
def test_long_sequences_do_as_well(beginning, sequence):
    run(beginning, sequence)


def test_a_withdrawal_to_the_second(client):
    end = timezone.now() + timedelta(days=1)
    article = make_article("Old")
    publish(article)
    publishing.withdraw(article, reason="Over.", at=end)
    page, second = reverse("symptoms:article", args=[article.slug]), timedelta(seconds=1)

    answers = []
    for moment in (end - second, end, end + second):
        with mock.patch.object(timezone, "now", lambda moment=moment: moment):
            answers.append(client.get(page).status_code)
    assert answers == [200, 410, 410]
