"""The site under load and failure. README.md says how to run this, and has the latest measurements."""
