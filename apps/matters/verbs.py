"""What an auditor reads for the kernel's own acts, of whatever kind of matter."""

from __future__ import annotations

# Said of a matter; the trail puts the kind before them ("document.step_settled").
ACTS = {
    "step_opened": "送达环节",
    "step_settled": "办理环节",
    "step_urged": "催办",
    "step_withdrawn": "撤回环节",
    "step_recalled": "取回",
    "step_handed_over": "转办",
    "step_added": "加签",
    "step_passed": "办理人变更",
    "clock_moved": "时限重算",
    "finding": "前置程序",
    "circulated": "传阅",
    "granted": "授权阅读",
    "revoked": "收回授权",
    "attached": "添加附件",
    "attachment_removed": "移除附件",
    "link_made": "生成邮件办理链接",
    "link_opened": "打开邮件办理链接",
    "link_used": "凭邮件链接办理",
    "link_refused": "邮件链接办理被拒",
}
# Said of people and of links as a whole.
OTHERS = {
    "matters.link_pin_wrong": "审批口令输错",
    "matters.work_handed_over": "工作移交",
    "matters.links_revoked": "停用邮件办理链接",
}
