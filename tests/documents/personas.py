"""Who looks at a document in the permission matrix; one login, one fixed part in the play."""

from __future__ import annotations

import datetime as dt

from tests.documents.office import NOW, Office

# persona -> login ("" is nobody signed in)
PERSONAS = {
    "匿名": "",
    "本单位文书": "nyj.clerk",
    "本单位负责人": "nyj.head",
    "他单位文书": "jyj.clerk",
    "文电科": "wd2",
    "分管领导的秘书科": "m2.b",
    "其他秘书科": "m4",
    "联系副秘书长": "dsg2",
    "分管领导": "vm2",
    "其他副市长": "vm4",
    "市长": "mayor",
    "秘书长": "sg",
    "AB角代行中": "vm3",
    "AB角已结束": "vm3",
    "系统管理员": "sysadmin",
    "审计管理员": "auditadmin",
    "已停用": "nyj.gone",
}
ACTING, OVER, LATER = "AB角代行中", "AB角已结束", "AB角未开始"


def enter(office: Office, persona: str) -> dt.datetime:
    """Arrange what the persona needs; returns the instant of the visit."""
    visit = NOW + dt.timedelta(hours=5)
    if persona == ACTING:
        office.away("vm2", NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=1))
    if persona == OVER:
        office.away("vm2", NOW - dt.timedelta(days=3), NOW - dt.timedelta(days=1))
    if persona == LATER:
        office.away("vm2", NOW + dt.timedelta(days=1), NOW + dt.timedelta(days=3))
    return visit
