"""A reader's own things: saved articles and tips, notes, questions, collections and the appointment sheet."""
