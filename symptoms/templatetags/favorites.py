"""What has just happened to a favorite, for the message at the top of a page."""

from django import template

from symptoms.favorites import notices

register = template.Library()


@register.simple_tag(takes_context=True)
def favorite_notice(context):
    """The waiting notice or None. Without a session cookie nobody's session is looked at."""
    return notices.take(context["request"]) if context.get("has_session") else None
