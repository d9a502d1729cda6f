"""The two refusals of this room; both carry one Chinese sentence for the drafter."""


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
