"""A project that extends the site as docs/extend.md describes, with its own check and a receiver."""

from symptoms.workflow.events import edition_published, edition_withdrawn

told: list[str] = []


def names_a_phone_number(content):
    """A check for `SYMPTOMS["CHECKS"]`: whoever names the hotline links its number."""
    if "hotline" in content.body and "tel:" not in content.body:
        yield "body", "Link the number of the hotline."


def note_published(sender, edition, **kwargs):
    told.append(f"published {edition.title}")


def note_withdrawn(sender, edition, **kwargs):
    told.append(f"withdrawn {edition.reason}")


def fail(sender, edition, **kwargs):
    raise RuntimeError("This receiver is broken.")


def connect():
    edition_published.connect(note_published)
    edition_published.connect(fail)
    edition_withdrawn.connect(note_withdrawn)


def disconnect():
    edition_published.disconnect(note_published)
    edition_published.disconnect(fail)
    edition_withdrawn.disconnect(note_withdrawn)
    told.clear()
