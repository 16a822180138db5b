"""Public pages of one version of the site, stored as bytes and served before Django sees the
request.

`layer` is the WSGI application around Django's; `requests` says which requests it may answer;
`answers` is a page as bytes; `store` stores them; `site_state` says which version is current.
`docs/page-cache.md` has the reasons.
"""
