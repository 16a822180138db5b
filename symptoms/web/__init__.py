"""What any page needs: pagination, throttling, secret links, preferences, the clock.

Nothing here knows about articles.
"""
