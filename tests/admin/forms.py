"""The article form as a browser would post it."""


def posted(response, **changes):
    """The fields of the admin form in `response`, with `changes` on top; inlines with __ for -."""
    form = response.context["adminform"].form
    data = {}
    for source in [form, *_inline_forms(response)]:
        for bound in source:
            value = bound.value()
            name = bound.html_name
            if value is None or value is False:
                continue
            data[name] = [getattr(v, "pk", v) for v in value] if isinstance(value, list) else value
    for inline in response.context["inline_admin_formsets"]:
        for bound in inline.formset.management_form:
            data[bound.html_name] = bound.value()
    for name, value in changes.items():
        data[name.replace("__", "-")] = value
    return {name: value for name, value in data.items() if value != ""}


def _inline_forms(response):
    for inline in response.context["inline_admin_formsets"]:
        yield from inline.formset.forms
