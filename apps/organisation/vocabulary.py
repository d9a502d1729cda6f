"""Words of the organisation: kinds and roles that code may name, with their Chinese labels.

Owns the closed lists. Refuses any rule about them: who may do what is law, kept in the rulebook.
"""

from django.db import models

from apps.organisation.wording import later


class UnitKind(models.TextChoices):
    GOVERNMENT = "government", later("{government}")
    GENERAL_OFFICE = "general_office", later("{office}")
    SECTION = "section", "内设科室"
    DEPARTMENT = "department", "工作部门"
    AFFILIATED_INSTITUTION = "affiliated_institution", "直属事业单位"
    SUBORDINATE_AGENCY = "subordinate_agency", "部门管理机构"
    DISPATCHED_AGENCY = "dispatched_agency", "派出机构"
    COUNTY_GOVERNMENT = "county_government", "县（市、区）政府"
    TOWNSHIP_GOVERNMENT = "township_government", "乡镇政府（街道办事处）"
    EXTERNAL = "external", "垂直管理和外部单位"


# Every one of these has exactly one portfolio leader at any time.
KINDS_UNDER_A_LEADER = (
    UnitKind.GENERAL_OFFICE,
    UnitKind.DEPARTMENT,
    UnitKind.AFFILIATED_INSTITUTION,
    UnitKind.SUBORDINATE_AGENCY,
    UnitKind.DISPATCHED_AGENCY,
)
# Heads of these are members of the city government.
KINDS_OF_MEMBERS = (UnitKind.GENERAL_OFFICE, UnitKind.DEPARTMENT)


class UnitDuty(models.TextChoices):
    """What a unit is for, where the rules speak of it by its duty and not by its name."""

    NONE = "", "（无）"
    GENERAL_SECTION = "general_section", "综合文稿"
    MEETING_SECTION = "meeting_section", "会务"
    REGISTRY = "registry", "文电（收发登记、初审、编号）"
    SECRETARIAT = "secretariat", "秘书（拟办意见）"
    LEGALITY_DESK = "legality_desk", "法制审核联络"
    SUPERVISION_OFFICE = "supervision_office", "督查"
    DISCLOSURE_SECTION = "disclosure_section", "政务公开"
    DUTY_OFFICE = "duty_office", "总值班"
    PERSONNEL_SECTION = "personnel_section", "人事"
    JUSTICE_BUREAU = "justice_bureau", "司法行政"
    FINANCE_BUREAU = "finance_bureau", "财政"
    DEVELOPMENT_BUREAU = "development_bureau", "发展改革"
    MARKET_BUREAU = "market_bureau", "市场监管（公平竞争审查）"
    PARTY_COMMITTEE_OFFICE = "party_committee_office", later("{party_committee_office}")


class PostRole(models.TextChoices):
    MAYOR = "mayor", later("{mayor}")
    EXECUTIVE_VICE_MAYOR = "executive_vice_mayor", later("{executive_vice_mayor}")
    VICE_MAYOR = "vice_mayor", later("{vice_mayor}")
    SECRETARY_GENERAL = "secretary_general", later("{secretary_general}")
    DEPUTY_SECRETARY_GENERAL = "deputy_secretary_general", later("{deputy_secretary_general}")
    UNIT_HEAD = "unit_head", "主要负责人"
    UNIT_DEPUTY = "unit_deputy", "分管负责人"
    LEGAL_HEAD = "legal_head", "法制机构负责人"
    CLERK = "clerk", "文书（联络员）"
    SECTION_HEAD = "section_head", "科室负责人"
    SECTION_MEMBER = "section_member", "科室工作人员"


PORTFOLIO_ROLES = (PostRole.MAYOR, PostRole.EXECUTIVE_VICE_MAYOR, PostRole.VICE_MAYOR)
LEADER_ROLES = (*PORTFOLIO_ROLES, PostRole.SECRETARY_GENERAL)


class Holding(models.TextChoices):
    HOLDER = "holder", "任职"
    ACTING_HEAD = "acting_head", "主持工作"


class PlanState(models.TextChoices):
    DRAFT = "draft", "拟订"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"


class EntryRelation(models.TextChoices):
    PORTFOLIO = "portfolio", "分管"
    CONTACT = "contact", "联系"


class DelegationKind(models.TextChoices):
    ACTING_MAYOR = "acting_mayor", later("受{mayor}委托主持{government}工作")
    SPECIAL_TASK = "special_task", later("受{mayor}委托负责专项任务")
    NAMED_SUBSTITUTE = "named_substitute", later("{mayor}指定代行")
    TOPIC_MEETING = "topic_meeting", "受委托召集和主持专题会议"


# What puts a hat on somebody for a whole post; the others are rights of their own.
HATTED = (DelegationKind.ACTING_MAYOR, DelegationKind.NAMED_SUBSTITUTE)


class AbsenceKind(models.TextChoices):
    OFFICIAL_VISIT_ABROAD = "official_visit_abroad", "出访（因公出国境）"
    BUSINESS_TRIP = "business_trip", "出差"
    VACATION = "vacation", "休假"
    SICK_LEAVE = "sick_leave", "病假"
    PERSONAL_LEAVE = "personal_leave", "事假"
    STUDY = "study", "学习培训"


# What is said of an absence to those whom its kind does not concern.
OUT, ON_LEAVE = "外出", "休假"
ON_LEAVE_KINDS = (AbsenceKind.VACATION, AbsenceKind.SICK_LEAVE, AbsenceKind.PERSONAL_LEAVE)


def plain_word(kind: str) -> str:
    """Return 外出 or 休假: why somebody is away is not for everybody."""
    return ON_LEAVE if kind in ON_LEAVE_KINDS else OUT


class Capacity(models.TextChoices):
    """By what authority a person wears the hat of a post."""

    HOLDER = "holder", "本人"
    ACTING_HEAD = "acting_head", "主持工作"
    AB = "ab", later("{cover}代行")
    DELEGATION = "delegation", "受委托"
    NAMED = "named", later("{mayor}指定代行")
    ACTING_MAYOR = "acting_mayor", later("受{mayor}委托主持工作")


class AdminRole(models.TextChoices):
    """Groups of administrators; nobody holds two, none of them sees a document."""

    SYSTEM = "系统管理员", "系统管理员"
    SECURITY = "安全保密管理员", "安全保密管理员"
    AUDIT = "审计管理员", "审计管理员"
    BUSINESS = "业务管理员", "业务管理员"


# What an auditor reads for the verbs of this room.
VERBS = {
    "organisation.unit_created": "设立单位",
    "organisation.unit_changed": "修改单位",
    "organisation.post_created": "设置岗位",
    "organisation.post_changed": "修改岗位",
    "organisation.person_created": "开设账号",
    "organisation.person_changed": "修改人员",
    "organisation.person_renamed": "改名",
    "organisation.person_opened": "启用账号",
    "organisation.person_closed": "停用账号",
    "organisation.password_set": "设置密码",
    "organisation.pin_set": "设置审批口令",
    "organisation.pin_cleared": "清除审批口令",
    "organisation.pin_locked": "审批口令锁定",
    "organisation.admin_role_assigned": "授予管理员角色",
    "organisation.admin_role_withdrawn": "收回管理员角色",
    "organisation.appointed": "任职",
    "organisation.staff_imported": "导入任职名单",
    "organisation.appointment_ended": "免职",
    "organisation.paired": later("结成{cover}"),
    "organisation.unpaired": later("解除{cover}"),
    "organisation.deputy_attached": later("明确联系{deputy_secretary_general}"),
    "organisation.deputy_detached": later("解除联系{deputy_secretary_general}"),
    "organisation.plan_drafted": "拟订分工方案",
    "organisation.plan_published": "发布分工方案",
    "organisation.plan_withdrawn": "撤回分工方案",
    "organisation.convention_agreed": "办公室约定",
    "organisation.delegated": "委托",
    "organisation.delegation_revoked": "撤销委托",
    "organisation.substitute_proposed": "提出代行人选",
    "organisation.substitute_named": "指定代行",
    "organisation.absence_recorded": "登记外出",
    "organisation.absence_approved": "批准外出",
    "organisation.absence_changed": "变更外出",
    "organisation.absence_ended": "销假",
    "organisation.calendar_issued": "生成日历订阅地址",
    "organisation.calendar_revoked": "停用日历订阅地址",
}
