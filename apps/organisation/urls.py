"""Pages of the organisation that every signed-in person may read, and acts of those who may."""

from django.urls import path

import apps.core.addresses  # noqa: F401  (the converter <key:…>)
from apps.organisation.views import delegations, roles, supposing

app_name = "organisation"
urlpatterns = [
    path("", roles.roles, name="roles"),
    path("arrange/<str:code>/", roles.arrange, name="arrange"),
    path("suppose/", supposing.suppose, name="suppose"),
    path("delegations/", delegations.index, name="delegations"),
    path("delegations/new/<slug:kind>/", delegations.delegate, name="delegate"),
    path("delegations/<key:pk>/", delegations.show, name="delegation"),
    path("delegations/<key:pk>/revoke/", delegations.revoke, name="revoke"),
]
