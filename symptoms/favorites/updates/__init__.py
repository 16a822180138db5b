"""Email for readers who asked to be told when something they saved changes."""
