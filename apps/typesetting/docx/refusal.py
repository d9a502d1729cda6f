"""The one way in which reading a Word file says no."""


class CannotRead(ValueError):
    """A file that cannot be read whole; the text is the Chinese sentence shown."""


BROKEN = "文件已损坏或者格式不正确，请用 Word 或者 WPS 打开后另存为 docx 再导入。"
