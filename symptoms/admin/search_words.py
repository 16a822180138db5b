"""What searches understand: the everyday words of symptoms, and the words of a crisis.

Both work from the moment they are saved. Django's history of each row says who changed it, and its log
keeps the rows that were deleted.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from symptoms.admin.autocomplete import AutocompleteAdmin
from symptoms.models import CrisisPhrase, EverydayWord


@admin.register(EverydayWord)
class EverydayWordAdmin(AutocompleteAdmin, admin.ModelAdmin):
    autocomplete_fields = ["symptom"]
    list_display = ["words", "understood_as", "symptom"]
    list_filter = ["symptom"]
    list_select_related = ["symptom"]
    search_fields = ["words", "symptom__name"]

    @admin.display(description=gettext_lazy("understood as"), ordering="key")
    def understood_as(self, word):
        """What is left without small words and endings: “legs give way” is only “leg”."""
        return word.key


@admin.register(CrisisPhrase)
class CrisisPhraseAdmin(admin.ModelAdmin):
    list_display = ["words", "is_alone", "harmless"]
    list_filter = ["is_alone"]
    search_fields = ["words"]
