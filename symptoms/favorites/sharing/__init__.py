"""A collection that others can open by a link: the owner's side and the visitor's."""
