"""What must be true of a content before it is published. A short list of hard facts."""

from symptoms import rendering
from symptoms.content import ArticleContent


def blocks(content: ArticleContent) -> list[str]:
    """Why `content` cannot be published, one plain sentence each; empty when it can."""
    facts = [
        (content.standfirst.strip(), "Write a standfirst: the line under the title."),
        (content.topic, "Choose a topic."),
        (content.author, "Choose an author, so that readers know who wrote it."),
        (rendering.plain(content.body), "Write the body."),
        (not content.tips or content.tips_heading, "Give the tips a heading."),
    ]
    return [sentence for fact, sentence in facts if not fact]
