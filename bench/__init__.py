"""The site under load and failure. README.md says how to run it and what was measured last."""
