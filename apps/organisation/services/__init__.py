"""The verbs of the organisation: each writes its rows, its version, its trail event, at once.

Everything is keyword-only; ``by`` None is the system (an import, the demonstration data).
Refuses what the policies refuse, under lock, with their sentences.
"""

from apps.organisation.services.absences import (
    approve_absence,
    change_absence,
    end_absence,
    record_absence,
)
from apps.organisation.services.administrators import (
    assign_admin_role,
    ensure_admin_groups,
    withdraw_admin_role,
)
from apps.organisation.services.conventions import agree
from apps.organisation.services.delegations import (
    check_delegation,
    delegate,
    revoke_delegation,
)
from apps.organisation.services.feeds import (
    call_in_all,
    find_feed,
    issue_feed,
    live_feed,
    read_feed,
    revoke_feed,
)
from apps.organisation.services.imports import import_staff
from apps.organisation.services.naming import (
    name_directly,
    name_substitute,
    propose_substitute,
)
from apps.organisation.services.people import (
    change_person,
    check_pin,
    create_person,
    rename_person,
    set_active,
    set_password,
    set_pin,
)
from apps.organisation.services.plans import (
    change_plan,
    copy_plan,
    create_plan,
    publish_plan,
    remove_leader,
    set_leader,
    withdraw_plan,
)
from apps.organisation.services.seats import (
    appoint,
    attach_deputy,
    detach_deputy,
    end_appointment,
    pair,
    unpair,
)
from apps.organisation.services.units import (
    change_post,
    change_unit,
    create_post,
    create_unit,
    file_post,
)

__all__ = [
    "agree",
    "appoint",
    "approve_absence",
    "assign_admin_role",
    "call_in_all",
    "attach_deputy",
    "change_absence",
    "change_person",
    "change_plan",
    "change_post",
    "change_unit",
    "check_delegation",
    "check_pin",
    "copy_plan",
    "create_person",
    "create_plan",
    "create_post",
    "create_unit",
    "delegate",
    "detach_deputy",
    "end_absence",
    "end_appointment",
    "ensure_admin_groups",
    "file_post",
    "find_feed",
    "import_staff",
    "issue_feed",
    "live_feed",
    "name_directly",
    "name_substitute",
    "pair",
    "propose_substitute",
    "publish_plan",
    "read_feed",
    "record_absence",
    "remove_leader",
    "rename_person",
    "revoke_delegation",
    "revoke_feed",
    "set_active",
    "set_leader",
    "set_password",
    "set_pin",
    "unpair",
    "withdraw_admin_role",
    "withdraw_plan",
]
