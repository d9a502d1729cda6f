"""Who looks at a leave in the permission matrix; one login, one fixed part in the play.

The leave is the one of the head of a department, filled in by his clerk: vm2 is in charge of it.
"""

from __future__ import annotations

import datetime as dt

from tests.leave.office import Office

PERSONAS = {
    "匿名": "",
    "请假人": "nyj.head",
    "填写人": "nyj.clerk",
    "本单位副职": "nyj.deputy",
    "他单位负责人": "jyj.head",
    "分管领导": "vm2",
    "AB角代行中": "vm3",
    "其他副市长": "vm4",
    "市长": "mayor",
    "秘书长": "sg",
    "联系副秘书长": "dsg2",
    "总值班室": "zb",
    "文电科": "wd2",
    "系统管理员": "sysadmin",
    "业务管理员": "bizadmin",
    "已停用": "nyj.gone",
}
ACTING = "AB角代行中"


def enter(office: Office, persona: str, visit: dt.datetime) -> None:
    """Arrange what the persona needs at the instant of the visit."""
    if persona == ACTING:
        office.away("vm2", visit - dt.timedelta(days=1), visit + dt.timedelta(days=1))
