"""The ready-made roles: what a writer, a medical reviewer and a publisher may do in the admin.

Only publishers change terms (symptoms, topics, series, contributors, sponsors): most are public the
moment they are saved, and the others need a medical reviewer's approval. `manage.py createroles`
creates the groups; running it again repairs them.
"""

from django.contrib.auth.models import Group, Permission

_DESK = ("article", "tip", "carecallout", "question", "source", "handpicked")
_TERMS = ("symptom", "topic", "series", "contributor", "sponsor")

# What searches understand; readers never see these lists.
_SEARCH = ("everydayword", "crisisphrase")

# Whoever works on texts may comment on them.
_TALK = {"add_comment"}
_LOOK = _TALK | {
    f"view_{model}" for model in (*_DESK, *_TERMS, *_SEARCH, "picture", "tag", "feedback")
}
_WRITE = {"add_article", "change_article", "add_picture", "change_picture", "add_tag"}
_WRITE |= {"change_feedback"} | {
    f"{verb}_{model}" for verb in ("add", "change", "delete") for model in _DESK[1:]
}
_PUBLISH = {"publish_article", "delete_article", "delete_picture", "delete_feedback"} | {
    f"{verb}_{model}"
    for verb in ("add", "change", "delete")
    for model in (*_TERMS, *_SEARCH, "tag")
}

ROLES: dict[str, set[str]] = {
    "Writer": _LOOK | _WRITE,
    "Medical reviewer": _LOOK | {"review_article"},
    "Publisher": _LOOK | _WRITE | _PUBLISH,
}


def create_roles() -> list[str]:
    """Create or repair the groups; returns the names of the new ones."""
    created = []
    for name, codenames in ROLES.items():
        group, is_new = Group.objects.get_or_create(name=name)
        group.permissions.set(
            Permission.objects.filter(content_type__app_label="symptoms", codename__in=codenames)
        )
        if is_new:
            created.append(name)
    return created
