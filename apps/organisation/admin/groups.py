"""权限组 in the admin: Django's own page, with what every page of ours has in common."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group

from apps.core.admin import SoundAdmin

admin.site.unregister(Group)


@admin.register(Group)
class PostGroupAdmin(SoundAdmin, GroupAdmin):
    """The group of each post and of each administrator's role; written by the services."""
