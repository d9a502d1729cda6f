"""Document (公文): a matter that is written, addressed, decided or signed, and kept.

Owns the fields of a 公文 and the closed lists of its states. Refuses to say who must act: that is
asked of the book.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.matters.models import Matter
from apps.matters.querysets import MatterQuerySet
from apps.organisation.wording import later

if TYPE_CHECKING:
    from apps.organisation.models import Unit

# Brackets as people type them in a number, and the ones of the standard.
BRACKETS = str.maketrans("[](){}【】［］（）｛｝", "〔〕" * 7)


def named_q(word: str) -> Q:
    """Return the condition "its title or a number of it holds the word", brackets as typed."""
    number = word.translate(BRACKETS)
    return (
        Q(title__icontains=word)
        | Q(reference__icontains=number)
        | Q(incoming_number__icontains=number)
    )


class DocumentQuerySet(MatterQuerySet):
    """Adjectives of documents."""

    def incoming(self) -> Self:
        """Narrow to documents sent to the city government (收文)."""
        return self.filter(direction=Document.Direction.INCOMING)

    def named(self, word: str) -> Self:
        """Narrow to what has the word in its title or numbers."""
        return self.filter(named_q(word))

    def outgoing(self) -> Self:
        """Narrow to documents issued by the city government or its office (发文)."""
        return self.filter(direction=Document.Direction.OUTGOING)


class Document(Matter):
    """One official document, incoming or outgoing, from the first draft to the archive."""

    class Direction(models.TextChoices):
        INCOMING = "incoming", "收文"
        OUTGOING = "outgoing", "发文"

    class Kind(models.TextChoices):
        RESOLUTION = "resolution", "决议"
        DECISION = "decision", "决定"
        ORDER = "order", "命令（令）"
        COMMUNIQUE = "communique", "公报"
        PROCLAMATION = "proclamation", "公告"
        PUBLIC_NOTICE = "public_notice", "通告"
        OPINION = "opinion", "意见"
        NOTICE = "notice", "通知"
        CIRCULAR = "circular", "通报"
        REPORT = "report", "报告"
        REQUEST = "request_for_instructions", "请示"
        REPLY = "reply_to_request", "批复"
        BILL = "bill", "议案"
        LETTER = "letter", "函"
        MINUTES = "minutes", "纪要"

    class State(models.TextChoices):
        DRAFTING = "drafting", "起草"
        RELEASING = "releasing", "待部门签发"
        DELIVERED = "delivered", "待签收"
        RECEIVED = "received", "待登记"
        REGISTERED = "registered", "待初审"
        RETURNED = "returned", "已退文"
        OPINING = "opining", "待拟办"
        DECIDING = "deciding", "呈批中"
        ANSWERING = "answering", "待答复"
        ANSWERED = "answered", "已办结"
        CHECKING = "checking", "待核稿"
        CLEARING = "clearing", "办理前置程序"
        SIGNING = "signing", "待签发"
        FINAL_CHECK = "final_check", "待复核"
        NUMBERED = "numbered", "已编号待印发"
        ISSUED = "issued", "已印发"
        WITHDRAWN = "withdrawn", "已撤销"

    class Issuer(models.TextChoices):
        CITY = "city_government", later("{formal}")
        OFFICE = "general_office", later("{formal}办公室")
        DEPARTMENT = "department", "部门"

    class DocClass(models.TextChoices):
        ORDINARY = "ordinary", "一般公文"
        NORMATIVE = "normative", "行政规范性文件"
        IMPORTANT_POLICY = "important_policy", "重要政策性文件"
        MAJOR_POLICY = "major_policy", "涉及重大方针、政策的事项"
        UPWARD_REPORT = (
            "upward_report",
            later("报{superior_government}和{party_committee}的请示、报告"),
        )
        BILL = "bill", later("向{congress}及其常委会提出的议案")
        RULE = "government_rule", "政府规章"
        DECISION = "decision_or_order", "决定、命令"

    class Disclosure(models.TextChoices):
        UNDECIDED = "", "（未定）"
        PROACTIVE = "proactive", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"
        WITHHELD = "withheld", "不予公开"

    class Sides(models.TextChoices):
        DUPLEX = "duplex", "双面印"
        SINGLE = "single", "单面印"
        BOOKLET = "booklet", "印成册（页数为4的倍数）"

    class Result(models.TextChoices):
        NONE = "", "（未决定）"
        AGREED = "agreed", "同意"
        REFUSED = "refused", "不同意"

    # One key for each form shown: a double click or a retry finds the draft it already made.
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    direction = models.CharField("收发文", max_length=10, choices=Direction.choices)
    document_kind = models.CharField("文种", max_length=32, choices=Kind.choices)
    state = models.CharField(
        "状态", max_length=16, choices=State.choices, default=State.DRAFTING, db_index=True
    )
    issuer = models.CharField("发文机关", max_length=20, choices=Issuer.choices)
    doc_class = models.CharField(
        "公文类别", max_length=24, choices=DocClass.choices, default=DocClass.ORDINARY
    )
    # The place in the drafting unit that wrote it and gets it back.
    drafting_post = models.ForeignKey(
        "organisation.Post", models.PROTECT, related_name="+", verbose_name="起草岗位"
    )
    addressees = models.JSONField("主送机关", default=list)
    copies = models.JSONField("抄送机关", default=list, blank=True)
    addressed_to_person = models.BooleanField("主送领导同志个人", default=False)
    recipients = models.ManyToManyField(
        "organisation.Unit", blank=True, related_name="+", verbose_name="分发单位"
    )
    signer_name = models.CharField("签发人", max_length=40, blank=True)
    body_text = models.TextField("正文")
    # What the document itself issues (印发的规则、方案、办法), on pages of its own.
    annex_title = models.CharField("随文印发的标题", max_length=200, blank=True)
    annex_text = models.TextField("随文印发的正文", blank=True)
    title_breaks = models.CharField("标题分行", max_length=320, blank=True)
    sides = models.CharField("印制方式", max_length=8, choices=Sides.choices, default=Sides.DUPLEX)
    basis = models.CharField("行文依据", max_length=300, blank=True)
    contact_name = models.CharField("联系人", max_length=40, blank=True)
    contact_phone = models.CharField("联系电话", max_length=40, blank=True)
    notes = models.CharField("附注", max_length=120, blank=True)
    subject = models.CharField("专项任务事项", max_length=80, blank=True)
    assignment_reference = models.CharField("领导同志交办、批示依据", max_length=120, blank=True)
    skip_approval = models.CharField("越级行文批准依据", max_length=120, blank=True)
    # What the drafter states of the content; the book says what follows from it.
    matters_count = models.PositiveSmallIntegerField("请示事项数", default=1)
    important = models.BooleanField("重要文件", default=False)
    major = models.BooleanField("重大事项", default=False)
    major_decision = models.BooleanField("重大行政决策", default=False)
    public_interest = models.BooleanField("涉及社会公众切身利益", default=False)
    stability_risk = models.BooleanField("容易引发社会稳定问题", default=False)
    market_activity = models.BooleanField("涉及市场主体经济活动", default=False)
    disagreement = models.BooleanField("部门之间有分歧", default=False)
    disputed = models.BooleanField("争议较大", default=False)
    secret_by_law = models.BooleanField("依法需要保密，不公开征求意见", default=False)
    party_committee = models.BooleanField(
        later("提请{party_committee}审议或者与{party_committee}联合发文"), default=False
    )
    party_report = models.BooleanField(later("须向{party_committee}请示报告"), default=False)
    meeting_required = models.BooleanField(later("提请{government}常务会议讨论"), default=False)
    other_units = models.ManyToManyField(
        "organisation.Unit", blank=True, related_name="+", verbose_name="涉及其他部门"
    )
    # Who sends it together with the drafting unit, which leads (联合报送).
    joint_units = models.ManyToManyField(
        "organisation.Unit", blank=True, related_name="+", verbose_name="联合报送单位"
    )
    # Chosen in a form whose page is shown before anything is stored.
    chosen_partners: Sequence[Unit] | None = None
    disclosure = models.CharField(
        "公开属性", max_length=12, choices=Disclosure.choices, blank=True, default=""
    )
    disclosure_ground = models.CharField("不予公开依据", max_length=200, blank=True)
    # Filled in on the way.
    incoming_number = models.CharField("收文编号", max_length=40, blank=True)
    received_at = models.DateTimeField("签收时间", null=True, blank=True)
    office_opinion = models.TextField("拟办意见", blank=True)
    co_leaders = models.ManyToManyField(
        "organisation.Post", blank=True, related_name="+", verbose_name="送其他领导同志核批"
    )
    signing_option = models.PositiveSmallIntegerField("签发路径", default=0)
    result = models.CharField(
        "审批结果", max_length=10, choices=Result.choices, blank=True, default=""
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="签发人（发文）",
    )
    signed_hat = models.JSONField(null=True, blank=True)
    document_date = models.DateField("成文日期", null=True, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    publish_by = models.DateField("最迟公开日期", null=True, blank=True)
    print_file = models.ForeignKey(
        "matters.Attachment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="印发稿",
    )
    # What the page checker measured on the file to be printed, kept with it.
    print_report = models.JSONField(null=True, blank=True)

    objects = DocumentQuerySet.as_manager()  # type: ignore[misc]  # narrows the base's

    class Meta:
        verbose_name = "公文"
        verbose_name_plural = "公文"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="issued") | (Q(issued_on__isnull=False) & ~Q(disclosure="")),
                name="document_issued_complete",
            ),
            models.CheckConstraint(
                condition=~Q(disclosure="withheld") | ~Q(disclosure_ground=""),
                name="document_withheld_has_ground",
            ),
        ]

    @property
    def is_incoming(self) -> bool:
        """Whether the document comes to the city government."""
        return self.direction == self.Direction.INCOMING

    @property
    def is_editable(self) -> bool:
        """Whether the drafter may still change what others read."""
        return self.state in (self.State.DRAFTING, self.State.RETURNED)
