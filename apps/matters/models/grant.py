"""Object permissions beyond taking part: guardian's direct-foreign-key tables on Matter.

Rows are written only by ``apps.matters.grants``, to post groups, together with Participation.
"""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase


class MatterGroupObjectPermission(GroupObjectPermissionBase):
    """A grant to the group of a post."""

    content_object = models.ForeignKey("matters.Matter", on_delete=models.CASCADE)


class MatterUserObjectPermission(UserObjectPermissionBase):
    """Present because guardian looks for it; the office grants to posts, never to people."""

    content_object = models.ForeignKey("matters.Matter", on_delete=models.CASCADE)
