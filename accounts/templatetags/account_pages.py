"""Template tags of the account pages."""

from pathlib import Path

from django import template
from django.conf import settings

register = template.Library()


@register.inclusion_tag("account/_where_mail_went.html")
def where_mail_went():
    """`folder` if mail is written to files, so that people who try out the site can find the code."""
    backends = (settings.EMAIL_BACKEND, settings.OUTBOX_BACKEND)
    is_tried_out = backends[0].endswith((".outbox.Backend", "filebased.EmailBackend"))
    to_files = is_tried_out and any(name.endswith("filebased.EmailBackend") for name in backends)
    return {"folder": _shown(Path(settings.EMAIL_FILE_PATH)) if to_files else ""}


def _shown(folder):
    inside = folder.is_relative_to(settings.BASE_DIR)
    return str(folder.relative_to(settings.BASE_DIR) if inside else folder)
