"""How a reader filters search results. The filters are in the address and are not stored."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from symptoms.models import Edition, Kind, Symptom
from symptoms.search import Hit

TIPS = "tips"
KINDS = [
    ("", _("Articles and tips")),
    (Kind.INFORMATION.value, _("Health information")),
    (Kind.STORY.value, _("Personal stories")),
    (TIPS, _("Tips")),
]


@dataclass(frozen=True, slots=True)
class Filters:
    """`kind` is a key of KINDS; `symptom` None means any."""

    kind: str = ""
    symptom: Symptom | None = None
    hides_sponsored: bool = False
    kinds = KINDS

    @classmethod
    def of(cls, data, symptoms):
        """The filters in the address. Unknown ones are ignored, and the form shows those that apply."""
        kind = data.get("kind", "")
        return cls(
            kind=kind if kind in dict(KINDS) else "",
            symptom=next((one for one in symptoms if one.slug == data.get("symptom")), None),
            hides_sponsored=data.get("sponsored") == "hide",
        )

    @property
    def are_set(self):
        return self != Filters()

    def narrow(self, hits: list[Hit]) -> list[Hit]:
        """Those of `hits` to show, with at most one query.

        Without a kind, each article is shown with its best tip, or only the tip when just that tip
        has the words. The list of tips shows all tips.
        """
        kept = self._of_kind(hits)
        if not self.are_set:
            return kept
        wanted = self._editions().filter(pk__in={hit.edition_id for hit in kept})
        ids = set(wanted.values_list("pk", flat=True))
        return [hit for hit in kept if hit.edition_id in ids]

    def _of_kind(self, hits):
        if self.kind:
            return [hit for hit in hits if bool(hit.tip_id) == (self.kind == TIPS)]
        best: dict[int, Hit] = {}
        for hit in hits:
            if hit.tip_id:
                best.setdefault(hit.edition_id, hit)
        best_tips = set(best.values())
        return [hit for hit in hits if (hit in best_tips if hit.tip_id else not hit.is_by_tip)]

    def _editions(self):
        editions = Edition.objects.all()
        if self.kind in Kind.values:
            editions = editions.filter(kind=self.kind)
        if self.symptom:
            editions = editions.about_any([self.symptom])
        return editions.filter(sponsor=None) if self.hides_sponsored else editions
