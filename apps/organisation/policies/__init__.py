"""May this be written? Each answer is a Verdict with a sentence that names what stands in the way.

Asked by the services under lock, and by the forms before them, so that both say the same.
"""

from apps.organisation.policies.absences import may_record_absence
from apps.organisation.policies.administrators import may_change_admin_role, may_hold_admin_role
from apps.organisation.policies.conventions import adjustable, cases_hold, may_agree
from apps.organisation.policies.delegations import (
    may_begin,
    may_delegate,
    may_grant,
    may_record,
    may_revoke,
    may_stand_in,
)
from apps.organisation.policies.plans import may_edit, may_publish
from apps.organisation.policies.seats import may_appoint, may_attach, may_pair, may_stand_under

__all__ = [
    "adjustable",
    "cases_hold",
    "may_agree",
    "may_appoint",
    "may_attach",
    "may_begin",
    "may_change_admin_role",
    "may_delegate",
    "may_edit",
    "may_grant",
    "may_hold_admin_role",
    "may_pair",
    "may_publish",
    "may_record",
    "may_record_absence",
    "may_revoke",
    "may_stand_in",
    "may_stand_under",
]
