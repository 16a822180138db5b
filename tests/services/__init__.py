"""Real services of a test's own, on loopback: each is a context manager that stops what it started.

A missing program is an error, never a reason to skip: `.ci/services` installs what is missing.
"""
