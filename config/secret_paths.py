"""Paths whose rest is a secret: whoever has such a link may open it."""

# Every view behind symptoms.web.secret_links.secret_link is below one of these.
LINKS = ("/shared/", "/previews/", "/updates/", "/accounts/invitation/")
# allauth's own page moves the key out of the address, so that the address itself leads nowhere later.
LOGGED_WITHOUT_THEIR_REST = (*LINKS, "/accounts/password/reset/key/")
