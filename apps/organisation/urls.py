"""Pages of the organisation that every signed-in person may read."""

from django.urls import path

from apps.organisation import views

app_name = "organisation"
urlpatterns = [
    path("", views.roles, name="roles"),
    path("arrange/<str:code>/", views.arrange, name="arrange"),
]
