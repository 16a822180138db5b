"""Every model, by name: `from symptoms.models import Article`."""

from symptoms.models.address import Address
from symptoms.models.article import Article, ArticleTag, Kind, SponsorRole
from symptoms.models.autosave import Autosave, NewerAutosave
from symptoms.models.care_callout import CareCallout
from symptoms.models.collection import Collection, CollectionItem
from symptoms.models.comment import Comment
from symptoms.models.crisis_phrase import CrisisPhrase
from symptoms.models.edition import NEVER_REVIEWED, Edition
from symptoms.models.edition_links import EditionSymptom, EditionTag
from symptoms.models.edition_tip import EditionTip
from symptoms.models.everyday_word import EverydayWord
from symptoms.models.favorite import Favorite
from symptoms.models.feedback import Feedback
from symptoms.models.former_address import FormerAddress
from symptoms.models.in_progress import InProgress
from symptoms.models.indexed_word import IndexedWord
from symptoms.models.outgoing_mail import OutgoingMail
from symptoms.models.own_question import OwnQuestion
from symptoms.models.parts import HandPicked, LastingPart, Question, Source, Tip
from symptoms.models.picture import Picture
from symptoms.models.plan import Plan
from symptoms.models.preview_link import PreviewLink
from symptoms.models.review import Review, ReviewReminder
from symptoms.models.revision import Revision, RevisionPicture
from symptoms.models.set_aside import SetAside
from symptoms.models.shared_link import SharedLink
from symptoms.models.site_version import SiteVersion
from symptoms.models.taxonomy import Contributor, Series, Sponsor, Symptom, Tag, Topic
from symptoms.models.term_revision import TermRevision
from symptoms.models.term_start import TermStart
from symptoms.models.update_email import UpdateEmail

__all__ = [
    "NEVER_REVIEWED",
    "Address",
    "Article",
    "ArticleTag",
    "Autosave",
    "CareCallout",
    "Collection",
    "CollectionItem",
    "Comment",
    "Contributor",
    "CrisisPhrase",
    "Edition",
    "EditionSymptom",
    "EditionTag",
    "EditionTip",
    "EverydayWord",
    "Favorite",
    "Feedback",
    "FormerAddress",
    "HandPicked",
    "InProgress",
    "IndexedWord",
    "Kind",
    "LastingPart",
    "NewerAutosave",
    "OutgoingMail",
    "OwnQuestion",
    "Picture",
    "Plan",
    "PreviewLink",
    "Question",
    "Review",
    "ReviewReminder",
    "Revision",
    "RevisionPicture",
    "Series",
    "SetAside",
    "SharedLink",
    "SiteVersion",
    "Source",
    "Sponsor",
    "SponsorRole",
    "Symptom",
    "Tag",
    "TermRevision",
    "TermStart",
    "Tip",
    "Topic",
    "UpdateEmail",
]
