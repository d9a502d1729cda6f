"""Chinese numerals as levels use them: 十二 from 12, 12 from 十二."""

UNITS = ("", "十", "百", "千")
DIGITS = "零一二三四五六七八九"


def chinese(count: int) -> str:
    """Return 1 to 9999 in numerals: 十二, 一百零三."""
    out, gap = "", False
    for place in range(len(str(count)) - 1, -1, -1):
        digit = count // 10**place % 10
        if not digit:
            gap = bool(out)
            continue
        out += ("零" if gap else "") + DIGITS[digit] + UNITS[place]
        gap = False
    return out.removeprefix("一") if 10 <= count < 20 else out


def counted(numeral: str) -> int:
    """Return what a numeral or a row of digits counts; 0 for an empty text."""
    if numeral.isdigit():
        return int(numeral)
    total = part = 0
    for character in numeral:
        if character in UNITS[1:]:
            total += max(part, 1) * 10 ** UNITS.index(character)
            part = 0
        else:
            part = max(DIGITS.find(character), 0)
    return total + part
