"""Email rendered from templates, in the site's language, whoever requested it."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from symptoms.mail.outbox import OutboxEmail


def render_email(template_prefix: str, to: str, values: dict) -> OutboxEmail:
    """An unsent plain-text email from the subject and message templates with `template_prefix`."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string(f"{template_prefix}_subject.txt", values).strip()
        body = render_to_string(f"{template_prefix}_message.txt", values).strip() + "\n"
    return OutboxEmail(
        subject,
        body,
        settings.DEFAULT_FROM_EMAIL,
        [to],
        headers={"Auto-Submitted": "auto-generated"},
    )
