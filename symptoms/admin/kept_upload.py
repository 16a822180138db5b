"""A picture that was chosen before another field's error: a browser forgets it, and an editor must not
have to find it again."""

from datetime import timedelta

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

FOLDER = "waiting"
LIFETIME = timedelta(hours=24)
MAX_SWEPT = 100
_SALT = "symptoms.admin.kept_upload"


def keep(content: ContentFile, width: int, height: int, user) -> str:
    """Store what `re_encoded` returned, for `user` alone; returns the word by which it is taken."""
    _sweep()
    name = f"{FOLDER}/{content.name}"
    if not default_storage.exists(name):
        default_storage.save(name, content)
    content.seek(0)
    return signing.dumps([content.name, width, height, user.pk], salt=_SALT)


def taken(word: str, user) -> tuple[ContentFile, int, int] | None:
    """What `user` kept by `word`; None for whatever else was sent, and for what is no longer there."""
    try:
        name, width, height, owner = signing.loads(word, salt=_SALT, max_age=LIFETIME)
        if owner != user.pk:
            return None
        with default_storage.open(f"{FOLDER}/{name}") as file:
            return ContentFile(file.read(), name=name), width, height
    except (signing.BadSignature, OSError, ValueError):
        return None


def _sweep():
    """Delete what nobody came back for."""
    try:
        names = default_storage.listdir(FOLDER)[1][:MAX_SWEPT]
    except FileNotFoundError:
        return
    for name in (f"{FOLDER}/{name}" for name in names):
        if default_storage.get_modified_time(name) < timezone.now() - LIFETIME:
            default_storage.delete(name)
