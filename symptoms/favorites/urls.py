"""Everything personal is below /favorites/."""

from django.urls import path, re_path

from symptoms.favorites import (
    collections,
    offline,
    own_words,
    questions,
    sharing,
    sheet,
    views,
    yours,
)

app_name = "favorites"

urlpatterns = [
    path("", views.favorites, name="list"),
    path("<row:pk>/", own_words.favorite, name="favorite"),
    path("<row:pk>/seen/", own_words.seen, name="seen"),
    path("collections/", collections.collections, name="collections"),
    path("collections/<row:pk>/", collections.collection, name="collection"),
    path("collections/<row:pk>/move/", collections.move, name="move"),
    path("collections/<row:pk>/take-out/", collections.take_out, name="take-out"),
    path("collections/<row:pk>/delete/", collections.delete, name="delete-collection"),
    path("collections/<row:pk>/share/", sharing.share, name="share"),
    path("collections/<row:pk>/share/close/", sharing.close, name="close-share"),
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
    path("yours/", yours.yours, name="yours"),
    re_path(r"^yours/my-list\.(?P<kind>json|csv|html)$", yours.download, name="download"),
    path("yours/delete/", yours.delete, name="delete"),
    path("add/", views.add, name="add"),
    path("remove/", views.remove, name="remove"),
    path("forget/", views.forget, name="forget"),
    path("sign-in/", views.sign_in_first, name="sign-in"),
]
