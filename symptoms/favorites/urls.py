"""Everything personal is below /favorites/."""

from django.urls import path, re_path

from symptoms.favorites import offline
from symptoms.favorites.appointment import sheet
from symptoms.favorites.my_data import views as my_data
from symptoms.favorites.notebook import collections, notes, questions
from symptoms.favorites.saving import views as saving
from symptoms.favorites.sharing import owner
from symptoms.favorites.updates import asking

app_name = "favorites"

urlpatterns = [
    path("", saving.favorites, name="list"),
    path("<row:pk>/", notes.favorite, name="favorite"),
    path("<row:pk>/seen/", notes.seen, name="seen"),
    path("seen/", notes.seen_all, name="seen-all"),
    path("collections/", collections.collections, name="collections"),
    path("collections/<row:pk>/", collections.collection, name="collection"),
    path("collections/<row:pk>/move/", collections.move, name="move"),
    path("collections/<row:pk>/remove/", collections.remove_item, name="remove-from-collection"),
    path("collections/<row:pk>/delete/", collections.delete, name="delete-collection"),
    path("collections/<row:pk>/share/", owner.share, name="share"),
    path("collections/<row:pk>/share/close/", owner.close, name="close-share"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<row:pk>/", questions.question, name="question"),
    path("questions/<row:pk>/star/", questions.star, name="star"),
    path("questions/<row:pk>/move/", questions.move_question, name="move-question"),
    path("questions/<row:pk>/remove/", questions.remove_question, name="remove-question"),
    path("questions/adopt/<row:pk>/", questions.adopt, name="adopt"),
    path("sheet/", sheet.sheet, name="sheet"),
    path("offline/", offline.offline, name="offline"),
    path("offline/copy/", offline.copy, name="copy"),
    path("worker.js", offline.worker, name="worker"),
    path("yours/", my_data.yours, name="yours"),
    re_path(r"^yours/my-list\.(?P<kind>json|csv|html)$", my_data.download, name="download"),
    path("yours/delete/", my_data.delete, name="delete"),
    path("updates/", asking.updates, name="updates"),
    path("add/", saving.add, name="add"),
    path("remove/", saving.remove, name="remove"),
    path("forget/", saving.forget, name="forget"),
    path("on-this-device/", saving.about_device, name="about-device"),
]
