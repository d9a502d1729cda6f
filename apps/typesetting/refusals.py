"""The refusals of this room; each carries one Chinese sentence for the drafter."""


class CannotTypeset(ValueError):
    """Something does not fit on the page, or the machine lacks what typesetting needs."""


class MissingGlyph(CannotTypeset):
    """No font of this machine can write a character; names the character and the place."""

    def __init__(self, character: str, place: str) -> None:
        self.character = character
        self.place = place
        super().__init__(
            f"{place}中的“{character}”（U+{ord(character):04X}）没有可用字形，"
            "请更换该字，或者请管理员安装含有该字的字体后再排版。"
        )


class Unprintable(MissingGlyph):
    """A character without a cell of its own: a control, a joiner, a combining mark."""

    def __init__(self, character: str, place: str) -> None:
        self.character = character
        self.place = place
        CannotTypeset.__init__(
            self,
            f"{place}中有不能排版的字符（U+{ord(character):04X}，控制符、组合符号一类），"
            "请删除或者改用普通文字后再排版。",
        )
