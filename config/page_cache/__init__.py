"""Public pages of one version of the site, kept as bytes and answered before Django sees the request.

`layer` is the WSGI application around Django's; `requests` says which requests it may answer; `answers`
is a page as bytes; `store` keeps them; `site_state` says which version is true now. `docs/page-cache.md`
has the reasons.
"""
