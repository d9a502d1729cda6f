"""The stations of a leave as its steps name them, and how each may end.

Owns labels, endings and the class of the mail link. Refuses to say who stands at a station, and in
which order: that is the book's route.
"""

from apps.matters.purposes import Outcome, Purpose, way_back
from apps.organisation.wording import later

# What the book calls an act of its route, and the station that carries it out.
BY_ACT = {
    "approve": "leave_approve",
    "report": "leave_report",
    "file": "leave_file",
    "inform": "leave_inform",
}
DECIDING = ("leave_approve", "leave_change")

_ALL = (
    Purpose(
        "leave_approve",
        "批准请假",
        "approve_leave",
        (
            Outcome("agree", "同意"),
            Outcome("refuse", "不同意", needs_opinion=True, ends_group=True),
            way_back("return", "退回修改"),
        ),
        phrases=("同意。", "同意，注意安全。"),
        consequence=later("批准后请假生效，离开期间由代行人办理；随后由{office}按规定报备"),
        may_hand_over=False,
        decides=True,
    ),
    Purpose(
        "leave_change",
        "批准变更请假",
        "approve_leave",
        (
            Outcome("agree", "同意变更"),
            Outcome("refuse", "不同意变更", needs_opinion=True, ends_group=True),
        ),
        phrases=("同意。",),
        consequence="同意后按新的时间执行，代行随之调整；不同意的，仍按原批准的时间",
        may_hand_over=False,
        decides=True,
    ),
    Purpose(
        "leave_report",
        "收外出报告",
        "register",
        (Outcome("done", "已收到报告"),),
        mail=False,
        consequence=later("收到后按规定报{mayor}或者{secretary_general}"),
    ),
    Purpose(
        "leave_file",
        "报备",
        "register",
        (Outcome("done", "报备完成", web_only=True),),
        mail=False,
        consequence="逐件登记报备的种类、文号和日期，全部登记后为完备",
    ),
    Purpose(
        "leave_inform",
        "阅知外出报告",
        "approve_leave",
        (
            Outcome("noted", "已阅"),
            Outcome("object", "提出不同意见", needs_opinion=True),
        ),
        phrases=("已阅。",),
        consequence="提出不同意见的，尚未出发的请假随即终止；已经出发的，意见送本人和批准人",
        may_hand_over=False,
        decides=True,
    ),
    Purpose(
        "leave_revise",
        "修改请假单",
        "register",
        (Outcome("done", "去修改", web_only=True),),
        consequence="修改后重新报送",
        may_hand_over=False,
    ),
)
PURPOSES = {p.key: p for p in _ALL}
