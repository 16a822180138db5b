"""What any page needs, whatever it shows: pagination, throttling, secret links, preferences, the clock.

Nothing here knows about articles.
"""
