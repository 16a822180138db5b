"""A picture in the text: recorded, protected, approved, and shown where its text is public."""

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from symptoms.models import Edition, RevisionPicture
from symptoms.text import diff, merge
from symptoms.text.content import ArticleContent, TextPicture
from symptoms.workflow import checklist, publishing, restoring
from tests.factories import (
    make_article,
    make_page,
    make_picture,
    make_preview_link,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


def img(picture, alt="A chair"):
    return f'<img src="/pictures/{picture.file.name}" alt="{alt}">'


def body(picture, alt="A chair"):
    return f"<p>Before.</p>{img(picture, alt)}<p>After.</p>"


def test_a_content_knows_the_size_and_credit_of_each_picture_in_the_body():
    picture, other = make_picture(credit="Ada"), make_picture()
    article = make_article(body=body(picture) + img(other) + img(picture))

    assert ArticleContent.of(article).pictures == (
        TextPicture(picture.file.name, picture.width, picture.height, "Ada"),
        TextPicture(other.file.name, other.width, other.height, ""),
    )


def test_a_content_with_pictures_survives_being_written_and_read():
    content = ArticleContent.of(make_article(body=body(make_picture())))

    assert ArticleContent.from_json(content.to_json()) == content


def test_a_revision_from_before_pictures_is_read_as_one_without():
    content = ArticleContent.of(make_article())
    data = json.loads(content.to_json()) | {"schema": 4}
    del data["pictures"]

    assert ArticleContent.from_json(json.dumps(data)) == content


def test_another_alt_text_needs_another_approval_and_another_credit_does_not():
    picture = make_picture(credit="Ada")
    content = ArticleContent.of(make_article(body=body(picture)))
    reworded = replace(content, body=body(picture, "A stool"))
    recredited = replace(content, pictures=(replace(content.pictures[0], credit="Ben"),))

    assert reworded.clinical_hash() != content.clinical_hash()
    assert recredited.clinical_hash() == content.clinical_hash()
    assert not recredited.is_same_as(content)


def test_a_revision_links_the_pictures_of_its_text_once():
    picture = make_picture()
    revision = publishing.save_revision(make_article(body=body(picture) + img(picture)))

    assert [row.picture for row in revision.text_pictures.all()] == [picture]


def test_a_picture_of_a_text_cannot_be_deleted_even_after_it_was_taken_out():
    picture = make_picture()
    article = make_article(body=body(picture))
    publishing.save_revision(article)
    article.body = "<p>Without.</p>"
    article.save()
    publishing.save_revision(article)

    with pytest.raises(ProtectedError):
        picture.delete()


def test_a_picture_of_a_text_is_public_while_its_text_is_live(client):
    draft, live, gone, page = (make_picture() for _ in range(4))
    publishing.save_revision(make_article("Draft", body=body(draft)))
    publish(make_article("Live", body=body(live)))
    publishing.withdraw(make_article("Gone", body=body(gone), live=True), reason="Old.")
    make_page("Contact", body=body(page), live=True)

    statuses = [client.get(p.get_absolute_url()).status_code for p in (draft, live, gone, page)]
    assert statuses == [404, 200, 404, 200]


def test_whether_a_picture_is_public_takes_at_most_two_look_ups(client, django_assert_num_queries):
    above, inside = make_picture(), make_picture()
    publish(make_article(picture=above, body=body(inside)))

    for picture, number in ((above, 1), (inside, 2)):
        with django_assert_num_queries(number):
            client.get(picture.get_absolute_url())


def test_a_picture_that_a_draft_adds_is_hidden_until_it_is_published(client):
    picture = make_picture()
    article = make_article(live=True)
    article.body = body(picture)
    article.save()
    publishing.save_revision(article)
    assert client.get(picture.get_absolute_url()).status_code == 404

    publish(article)
    assert client.get(picture.get_absolute_url()).status_code == 200


def test_a_preview_link_shows_the_pictures_of_its_text_and_no_others(client):
    picture, other = make_picture(credit="Ada"), make_picture()
    link = make_preview_link(make_article(body=body(picture)))
    page = client.get(link.secret_path).content.decode()
    addresses = [
        reverse("previews:picture", args=[link.pk, link.signature, p.file.name])
        for p in (picture, other)
    ]

    assert f'<img src="{addresses[0]}"' in page
    assert f"{addresses[0]} {picture.width}w" in page
    assert "/pictures/" not in page
    assert [client.get(address).status_code for address in addresses] == [200, 404]


def test_a_page_shows_the_picture_with_its_sizes_words_and_credit(client):
    picture = make_picture(credit="Drawn by <Ada>")
    edition = publish(make_article(body=body(picture, "A &lt;chair&gt;")))
    page = " ".join(client.get(edition.get_absolute_url()).content.decode().split())
    name = picture.file.name

    assert (
        f'<img src="/pictures/{name}" width="{picture.width}" height="30" '
        'alt="A &lt;chair&gt;" decoding="async" loading="lazy">' in page
    )
    assert f'/pictures/{name[:64]}.avif {picture.width}w"' in page
    assert "<figcaption>Picture: Drawn by &lt;Ada&gt;</figcaption>" in page
    assert page.index("Before.") < page.index("<figure") < page.index("After.")


def test_pictures_of_the_text_cost_a_page_no_query(client):
    texts = "<p>Without.</p>", body(make_picture()) + img(make_picture())
    # Both are published first, so that each has the other as its related card.
    editions = [publish(make_article(body=html)) for html in texts]
    counts = []
    for edition in editions:
        with CaptureQueriesContext(connection) as asked:
            client.get(edition.get_absolute_url())
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_feed_has_the_picture_at_its_whole_address(client, settings):
    picture = make_picture(credit="Ada")
    publish(make_article(body=body(picture)))
    feed = client.get(reverse("symptoms:feed")).content.decode()

    assert f'&lt;img src="{settings.SYMPTOMS["SITE_URL"]}/pictures/{picture.file.name}"' in feed
    assert "srcset" not in feed


def test_a_picture_that_is_not_in_the_collection_blocks_publishing_and_is_not_shown(client):
    article = make_article(body=f'<p>One.</p><img src="/pictures/{"a" * 64}.webp" alt="A">')
    content = ArticleContent.of(article)
    blocks = [block for block in checklist.blocks(content) if block.field == "body"]

    assert blocks == [checklist.Block("body", checklist.LOST_PICTURE, True)]


def told(before, after):
    return [
        (change.label, change.what, [(p.how, p.text) for p in change.pieces])
        for change in diff.changes(before, after)
    ]


def test_the_comparison_tells_new_words_and_credits_of_a_picture():
    picture = make_picture(credit="Ada")
    content = ArticleContent.of(make_article(body=body(picture)))
    other = replace(content, body=body(picture, "A stool"), pictures=(replace(content.pictures[0], credit="Ben"),))  # fmt: skip
    name = f"{picture.file.name[:12]}…"

    assert told(content, other) == [
        ("Body", "changed", [
            ("same", f"Before.\n[Picture] {name} A "), ("del", "chair"), ("ins", "stool"), ("same", "\nAfter."),
        ]),
        ("Credits of the pictures in the body", "changed", [
            ("same", f"[{name}] "), ("del", "Ada"), ("ins", "Ben"),
        ]),
    ]  # fmt: skip


def test_the_comparison_tells_that_a_picture_became_another_or_decoration():
    one, two = make_picture(), make_picture()
    content = ArticleContent.of(make_article(body=body(one)))
    swapped, bare = replace(content, body=body(two)), replace(content, body=body(one, ""))

    assert ("del", f"{one.file.name[:12]}…") in told(content, swapped)[0][2]
    assert ("ins", "decorative, without alt text") in told(content, bare)[0][2]


def test_a_rebased_text_keeps_the_pictures_of_both_sides():
    one, two = make_picture(), make_picture()
    article = make_article(body="<p>A.</p><p>B.</p>")
    base = ArticleContent.of(article)
    article.body = f"{img(one)}<p>A.</p><p>B.</p>"
    update = ArticleContent.of(article)
    article.body = f"<p>A.</p><p>B.</p>{img(two)}"
    merged, conflicts = merge.rebase(update, base, ArticleContent.of(article))

    assert (merged.body, conflicts) == (f"{img(one)}<p>A.</p><p>B.</p>{img(two)}", [])
    assert [picture.file for picture in merged.pictures] == [one.file.name, two.file.name]


def test_a_restored_text_has_its_pictures_again():
    picture = make_picture()
    article = make_article(body=body(picture))
    first = publishing.save_revision(article)
    article.body = "<p>Without.</p>"
    article.save()
    publishing.save_revision(article)
    restored, missing = restoring.restore(first)

    assert (missing, restored.as_content().pictures) == ([], first.as_content().pictures)
    assert RevisionPicture.objects.filter(revision=restored).count() == 1


def test_the_data_for_machines_is_the_same_with_a_picture_in_the_text(client):
    edition = publish(make_article(body=body(make_picture())))
    page = client.get(edition.get_absolute_url()).content.decode()
    data = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]

    assert "/pictures/" not in data


def as_publisher(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))


def test_what_shows_a_picture_in_its_text_is_named_when_it_is_to_be_deleted(client):
    picture = make_picture()
    publishing.save_revision(make_article("Draft", body=body(picture)))
    live = make_article("Live", body=body(picture), live=True)
    earlier = make_article("Earlier", body=body(picture))
    publishing.save_revision(earlier)
    for article in (live, earlier):
        article.body = "<p>Without.</p>"
        article.save()
        publishing.save_revision(article)
    as_publisher(client)
    page = client.get(reverse("admin:symptoms_picture_delete", args=[picture.pk]))

    assert page.context["protected"] == [
        "The article “Draft” uses it.",
        "“Live” used it while it was public. That record is kept.",
        "An earlier revision of “Earlier” shows it and could be restored.",
    ]


def test_a_new_credit_makes_a_new_text_of_the_articles_that_show_the_picture(client):
    picture = make_picture(credit="Ada")
    article = make_article(body=body(picture), live=True)
    as_publisher(client)
    data = {"title": "A", "alt": "B", "credit": "Ben", "focus_x": 50, "focus_y": 50}
    client.post(reverse("admin:symptoms_picture_change", args=[picture.pk]), data)

    assert [r.as_content().pictures[0].credit for r in article.revisions.all()] == ["Ben", "Ada"]
    assert Edition.objects.live().get().content.pictures[0].credit == "Ada"
