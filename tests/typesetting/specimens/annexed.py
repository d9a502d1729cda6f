"""Annexes: a table over three pages, a landscape table, a figure, lists of rare names."""

import base64
import io
from dataclasses import replace

from apps.typesetting.model import Annex, Figure, Paragraph, Table
from apps.typesetting.plaintext import body_from_text
from tests.typesetting.documents import DOWN, REAL

RARE = ("王镕喆", "李堃昇", "张玥珺", "赵祎翀", "陈赟", "周昉", "吴翯", "郑旻晟", "孙禤", "黄喆")
BRIEF = replace(
    DOWN,
    body=body_from_text(
        "根据工作需要，现将《全市重点项目责任清单》印发给你们，请认真组织实施，按月报送进展情况。"
    ),
    urgency="",
    copy_number="",
)


def picture(width: int = 600, height: int = 300) -> str:
    """Return a small PNG, grey with a dark frame, as base64."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (width, height), 225)
    ImageDraw.Draw(image).rectangle((4, 4, width - 5, height - 5), outline=60, width=4)
    out = io.BytesIO()
    image.save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


TABLE_THREE = replace(
    BRIEF,
    annexes=(
        Annex(
            "全市重点项目责任清单",
            (
                Table(
                    ("序号", "项目名称", "责任单位", "责任人", "完成时限"),
                    tuple(
                        (str(n), f"重点项目第{n}号", "市发展改革委", "王建国", "2023年12月底")
                        for n in range(1, 53)
                    ),
                    (0.8, 3, 2.2, 1.4, 2.2),
                ),
                Paragraph("注：完成时限以批复的实施方案为准。"),
            ),
            "附件",
        ),
    ),
)
LANDSCAPE = replace(
    BRIEF,
    annexes=(
        Annex(
            "全市重点项目投资计划表",
            (
                Table(
                    ("序号", "项目名称", "建设内容和规模", "总投资（万元）", "年度计划（万元）",
                     "责任单位"),
                    tuple(
                        (str(n), f"重点项目第{n}号", "新建标准厂房及配套设施", str(1200 * n),
                         str(300 * n), "市发展改革委")
                        for n in range(1, 21)
                    ),
                    (0.7, 2.4, 3.4, 1.9, 2.1, 1.8),
                    landscape=True,
                ),
            ),
            "附件",
        ),
    ),
)  # fmt: skip
FIGURE = replace(
    BRIEF,
    annexes=(
        Annex(
            "全市重点项目分布示意图",
            (
                Paragraph("各项目位置如下图所示，具体坐标以立项批复文件为准，未尽事宜另行通知。"),
                Figure(picture(), "重点项目分布示意图", 140.0),
                Paragraph("图中灰色部分为生态保护红线范围。"),
            ),
            "附件",
        ),
    ),
)
RARE_NAMES = replace(
    REAL,
    title="咸宁市人民政府关于王镕喆等同志任免职的通知",
    body=(
        Paragraph("经市第六届人民政府第29次常务会议研究，决定："),
        *(
            Paragraph(f"任命{name}同志为市水利和湖泊局副局长，免去其市农业农村局二级调研员职务；")
            for name in RARE
        ),
        Paragraph("以上任职人员试用期一年。" + "、".join(RARE * 3) + "等同志按期到岗。"),
    ),
    annexes=(),
    names=RARE,
)

ANNEXED = {
    "table_three": TABLE_THREE, "landscape": LANDSCAPE, "figure": FIGURE, "rare_names": RARE_NAMES,
}  # fmt: skip
