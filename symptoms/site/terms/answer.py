"""What a symptom's page answers with: its main article, and then what else is about the symptom.

However much has been written, a fixed number of rows is read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from symptoms.models import Edition, EditionSymptom, Symptom

MOST_LISTED = 3
MOST_RELATED = 4
# So many of the closest articles decide which symptoms are related.
_READ = 12
_Section = EditionSymptom.Section


@dataclass
class Answer:
    """Live editions about `symptom`. Of `articles` the first `MOST_LISTED` are shown."""

    symptom: Symptom
    main: Edition | None
    articles: list[Edition]
    stories: list[Edition]
    sponsored: list[Edition]

    @classmethod
    def of(cls, symptom: Symptom) -> Answer:
        live = Edition.objects.live().articles()
        main = live.for_page().with_approval().leading(symptom)
        others = live.exclude(article=main.article_id) if main else live
        sections = [
            list(others.about(symptom, section=section).for_cards()[:most])
            for section, most in (
                (_Section.INFORMATION, _READ),
                (_Section.STORIES, MOST_LISTED),
                (_Section.SPONSORED, MOST_LISTED),
            )
        ]
        return cls(symptom, main, *sections)

    @property
    def content(self):
        """The main article as readers of its own page see it; None without one."""
        return self.main and self.main.content

    @property
    def is_empty(self):
        return not (self.main or self.articles or self.stories or self.sponsored)

    @property
    def groups(self):
        """Pairs of a section and the editions listed in it, in order, for those that have any."""
        groups = [
            (_Section.INFORMATION, self.articles[:MOST_LISTED]),
            (_Section.STORIES, self.stories),
            (_Section.SPONSORED, self.sponsored),
        ]
        return [(section, editions) for section, editions in groups if editions]

    @cached_property
    def related(self) -> list[Symptom]:
        """The symptoms that most of the closest articles are about as well, in one query."""
        shown = [self.main, *self.articles, *self.stories]
        links = EditionSymptom.objects.filter(edition__in=[one.pk for one in shown if one])
        links = links.exclude(symptom=self.symptom).select_related("symptom")
        by_symptom = {link.symptom_id: link.symptom for link in links}
        counted = Counter(link.symptom_id for link in links)
        in_order = sorted(counted, key=lambda pk: (-counted[pk], by_symptom[pk].name.lower()))
        return [by_symptom[pk] for pk in in_order[:MOST_RELATED]]
