"""What the closed lists of meanings are called where no book names them otherwise."""

from __future__ import annotations

ISSUERS = {"city_government": "政府", "general_office": "政府办公室", "department": "部门"}
DOC_CLASSES = {
    "ordinary": "一般公文",
    "normative": "行政规范性文件",
    "important_policy": "重要政策性文件",
    "major_policy": "涉及重大方针、政策的事项",
    "upward_report": "报上级政府和党委的请示、报告",
    "bill": "向人大及其常委会提出的议案",
    "government_rule": "政府规章",
    "decision_or_order": "决定、命令",
}
DIRECTIONS = {"upward": "上行文", "downward": "下行文", "lateral": "平行文", "public": "公布"}
DOCUMENT_KINDS = {
    "resolution": "决议",
    "decision": "决定",
    "order": "命令（令）",
    "communique": "公报",
    "proclamation": "公告",
    "public_notice": "通告",
    "opinion": "意见",
    "notice": "通知",
    "circular": "通报",
    "report": "报告",
    "request_for_instructions": "请示",
    "reply_to_request": "批复",
    "bill": "议案",
    "letter": "函",
    "minutes": "纪要",
}
ABSENCES = {
    "official_visit_abroad": "出访",
    "business_trip": "出差",
    "vacation": "休假",
    "sick_leave": "病假",
    "personal_leave": "事假",
    "study": "学习",
}
CAPACITIES = {
    "holder": "本人",
    "acting_head": "主持工作",
    "ab": "代行",
    "delegation": "受委托",
    "named": "经指定代行",
    "acting_mayor": "受委托主持工作",
}
POWERS = {
    "release": "签发上报",
    "register": "登记",
    "opine": "提出办理意见",
    "countersign": "核批",
    "decide": "批示",
    "mayor_decide": "主要领导审批",
    "review": "审核",
    "sign": "签发",
    "personal_sign": "签署",
    "final_check": "复核",
    "convene_plenary": "召集全体会议",
    "convene_executive": "召集常务会议",
    "read_letter": "阅批群众来信",
    "approve_leave": "批准请假",
    "name_substitute": "指定代行人",
    "redelegate": "再委托",
}
PURPOSES = {k: POWERS[k] for k in (
    "release", "register", "opine", "countersign", "decide", "mayor_decide", "review", "sign",
    "final_check",
)} | {"dispatch": "印发"}  # fmt: skip
MILESTONES = {
    "submit": "报送",
    "meeting": "上会",
    "sign": "签发",
    "dispatch": "印发",
    "close": "办结",
    "number": "编号",
    "assign": "交办",
    "reply": "答复",
    "publish": "公开",
}
URGENCIES = {"normal": "普通", "urgent": "急件", "most_urgent": "特急"}
HANDLING = {"public": "公开", "internal": "内部"}
PARTS = {
    "member": "出席",
    "observer": "列席",
    "invitee": "邀请",
    "participant": "参加",
    "informed": "知会",
}
AWAY = {
    "substitute": "不在时由代行人办理",
    "waits": "不在时等候本人",
    "left_out": "不在时略过",
    "instead": "不在时改由他人办理",
}
COLUMNS = {
    "issuer": "发文名义",
    "doc_class": "文件类别",
    "document_kind": "文种",
    "important": "重要文件",
    "leader_is_mayor": "政府主要领导直接分管",
    "signer_away": "签发人不在",
    "several_leaders": "涉及多位领导分管",
    "delegated": "有专项委托",
    "mayor_portfolio": "来文单位由政府主要领导分管",
    "major": "重大事项",
    "normative": "行政规范性文件",
    "major_decision": "重大行政决策",
    "public_interest": "涉及公众切身利益",
    "stability_risk": "容易引发社会稳定问题",
    "market_activity": "涉及市场主体经济活动",
    "touches_others": "涉及其他部门职权",
    "disagreement": "部门之间有分歧",
    "disputed": "争议较大",
    "meeting_required": "应当提请会议讨论",
    "party_committee": "提请党委会议审议",
    "party_report": "须向党委请示报告",
    "secret_by_law": "依法需要保密",
}
"""Columns of the typed tables of documents."""
VALUES = {
    "value": "期限",
    "limit": "期限",
    "normal": "普通",
    "urgent": "急件",
    "most_urgent": "特急",
    "least": "下限",
    "most": "上限",
    "reason_below": "短于几日须说明理由",
    "order": "顺序",
    "leaders": "人数",
}
"""What a number of a provision is called where the office may change it."""
BLANKS = {
    "name": "该同志",
    "partner": "代行的同志",
    "post": "该岗位",
    "unit": "该单位",
    "leaders": "几位领导",
    "reference": "委托依据",
    "subject": "专项任务",
    "proposes": "提出建议的同志",
    "names": "指定的同志",
    "power": "该职权",
    "capacity": "该身份",
    "kind": "公文",
    "sender": "来文单位",
    "department": "起草部门",
    "others": "其他部门",
    "found": "请求批准的语句",
    "allowed": "规定的文种",
    "kinds": "规定的情形",
    "classification": "该标识",
    "count": "若干",
    "least": "下限",
    "most": "上限",
    "days": "规定的",
    "limit": "规定的时间",
    "previous": "上一期",
    "growth": "增减",
    "due": "届满日",
    "last": "上次日期",
    "source": "出处",
    "delegate": "受委托的领导",
    "leader": "分管领导",
    "co_leaders": "其他领导",
}
"""What a blank is called where a sentence is read outside any matter."""
CODES = {
    **ISSUERS,
    **DOC_CLASSES,
    **DOCUMENT_KINDS,
}
