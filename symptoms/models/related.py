"""Which editions are closest to one: hand-picked, with the same symptom, tag or topic.

The archive is not read for it. Each kind of closeness has an index that gives its newest editions, and
of those no more than are shown can be among the answer.
"""

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.db.models.expressions import RawSQL

from symptoms.models.edition_links import EditionSymptom, EditionTag

SAME_SYMPTOM, SAME_TAG, SAME_TOPIC = 1000, 1001, 1002  # after every place of a hand-picked one


def candidates(others, edition, most):
    """Ids among which the `most` of `others` that are closest to `edition` must be: of each kind the
    newest, with and without a sponsor."""
    content = edition.content
    kinds = [("symptoms", ref.id) for ref in content.symptoms]
    kinds += [("tags", ref.id) for ref in content.tags]
    newest = [others.filter(topic=edition.topic_id, sponsor=None).newest_first()]
    newest += [others.filter(topic=edition.topic_id, sponsor__isnull=False).newest_first()]
    for field, term in kinds:
        newest += [others.newest_of(field, term, is_sponsored=paid) for paid in (False, True)]
    some = [one.values_list("pk")[:most] for one in newest]
    if content.related:
        some.append(others.filter(article__in=content.related).order_by().values_list("pk"))
    return _any_of(some)


def _any_of(querysets):
    """The ids of all, as one subquery. SQLite takes no limits within a union of Django's."""
    compiled = [one.query.sql_with_params() for one in querysets]
    sql = " UNION ALL ".join(
        f"SELECT * FROM ({sql}) AS some_{n}"  # noqa: S608  (SQL that Django wrote)
        for n, (sql, _parameters) in enumerate(compiled)
    )
    parameters = [value for _sql, values in compiled for value in values]
    return RawSQL(sql, parameters)  # noqa: S611  (the same)


def closest_first(editions, edition):
    """`editions`, all of them related to `edition`, in the order in which they are shown.

    Adds `is_unasked_for`: sponsored, and picked by no editor.
    """
    is_unasked_for = Q(closeness__gte=SAME_SYMPTOM, sponsor__isnull=False)
    return (
        editions.annotate(closeness=_closeness(edition))
        .annotate(is_unasked_for=Case(When(is_unasked_for, then=True), default=False))
        .order_by("is_unasked_for", "closeness", "-first_live_from", "-pk")
    )


def _closeness(edition):
    content = edition.content
    by_hand = [When(article_id=pk, then=Value(n)) for n, pk in enumerate(content.related)]
    symptoms = [ref.id for ref in content.symptoms]
    tags = [ref.id for ref in content.tags]
    return Case(
        *by_hand,
        When(
            Exists(EditionSymptom.objects.filter(edition=OuterRef("pk"), symptom__in=symptoms)),
            then=Value(SAME_SYMPTOM),
        ),
        When(
            Exists(EditionTag.objects.filter(edition=OuterRef("pk"), tag__in=tags)),
            then=Value(SAME_TAG),
        ),
        When(topic=edition.topic_id, then=Value(SAME_TOPIC)),
        default=None,
        output_field=IntegerField(),
    )
