"""Plain text becomes chapters, articles and levels; the real rules are read whole."""

import re

from apps.typesetting import body_from_text
from apps.typesetting.plaintext import widen
from tests.typesetting.documents import RULES


def test_the_real_rules_are_read_whole():
    blocks = body_from_text(RULES)
    assert sum(block.kind == "chapter" for block in blocks) == 8
    assert [b.text for b in blocks if b.kind == "chapter"][0] == "第一章　总　则"
    articles = [block for block in blocks if block.level == 1]
    assert len(articles) == 43
    assert sum(block.level == 2 for block in blocks) == 15
    squeezed = re.sub(r"\s", "", RULES)
    assert "".join(re.sub(r"\s", "", block.text) for block in blocks) == squeezed


def test_in_rules_only_the_number_of_an_article_is_bold():
    article = next(b for b in body_from_text(RULES) if b.text.startswith("二十一、"))
    assert article.text[: article.lead] == "二十一、"


def test_a_heading_is_bold_whole_and_a_heading_sentence_to_its_end():
    whole, sentence, plain = body_from_text(
        "一、总体要求\n（一）加强领导。各地要高度重视。\n二、请各地于2023年6月30日前报送，逾期不报。"
    )
    assert whole.lead == len("一、总体要求")
    assert sentence.text[: sentence.lead] == "（一）加强领导。"
    assert (sentence.level, plain.lead) == (2, len("二、"))


def test_numbers_typed_in_other_forms_become_the_standard_ones():
    texts = [block.text for block in body_from_text("(一)甲事项\n1．乙事项\n(2)丙事项\n3、丁事项")]
    assert texts == ["（一）甲事项", "1.乙事项", "（2）丙事项", "3.丁事项"]


def test_a_decimal_at_the_start_is_no_number_of_a_level():
    assert body_from_text("1.5亿元资金已经到位。")[0].level == 0


def test_half_width_marks_beside_chinese_become_full_width_and_others_stay():
    typed = "各县(市、区),请于9:30前到1,000人会场(B座)。"
    assert widen(typed) == "各县（市、区），请于9:30前到1,000人会场（B座）。"


def test_articles_of_regulations_are_read():
    article = body_from_text("第十二条 本办法自发布之日起施行。")[0]
    assert article.text == "第十二条　本办法自发布之日起施行。"
    assert article.text[: article.lead] == "第十二条"


def test_an_empty_text_has_no_blocks():
    assert body_from_text(" \n\u3000\n") == ()
