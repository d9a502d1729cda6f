"""What an auditor reads for the verbs of this room."""

RECORDS = {"activity": "活动", "reception": "群众接待", "contactpoint": "联系点"}
ACTS = {"recorded": "登记", "changed": "修改", "voided": "作废", "followed": "登记回访",
        "pressed": "转督办"}  # fmt: skip
VERBS = {
    **{
        f"{key}.{verb}": f"{act}{name}"
        for key, name in RECORDS.items()
        for verb, act in ACTS.items()
    },
    "reception.followed": "登记回访",
    "reception.pressed": "接待转督办",
    "research_topic.created": "拟定课题",
    "research_topic.edited": "修改课题",
    "public_letter.registered": "登记来信",
    "public_letter.pressed": "来信转督办",
}
