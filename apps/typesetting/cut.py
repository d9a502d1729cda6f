"""Cuts one face of a large font down to the characters of GBK, so that a page loads megabytes less.

Run by deploy/fonts as `python -m apps.typesetting.cut SOURCE FAMILY TARGET`. HarfBuzz does it in
half a second; where its subset library is missing, fontTools does the same in about a minute.
It refuses a source that does not hold the family.
"""

import ctypes
import sys
from pathlib import Path

UNICODES, FEATURES = 1, 6  # hb_subset_sets_t
KEPT = (b"halt", b"kern")  # halved punctuation and kerning; every other feature drags glyphs along


def gbk_codepoints() -> list[int]:
    """Return every code point that GBK can write, with Latin and general punctuation."""
    points = set(range(0x20, 0x180)) | set(range(0x2000, 0x2070))
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            try:
                points.add(ord(bytes((high, low)).decode("gbk")))
            except UnicodeDecodeError:
                continue  # a hole in the code table
    return sorted(points)


def face_index(source: Path, family: str) -> int:
    """Return the number of the face `family` in a font or collection; ValueError if none."""
    from fontTools.ttLib import TTCollection, TTFont

    if source.suffix.lower() != ".ttc":
        return 0
    for index in range(len(TTCollection(str(source), lazy=True).fonts)):
        names = TTFont(str(source), fontNumber=index, lazy=True)["name"]
        if family in {names.getDebugName(1), names.getDebugName(16)}:
            return index
    raise ValueError(f"{source} 中没有字体“{family}”")


def cut_with_harfbuzz(source: Path, index: int, target: Path) -> bool:
    """Write the cut with HarfBuzz; False where its subset library is not on this machine."""
    try:
        subset = ctypes.CDLL("libharfbuzz-subset.so.0")
        core = ctypes.CDLL("libharfbuzz.so.0")
    except OSError:
        return False
    pointer, number = ctypes.c_void_p, ctypes.c_uint
    for library, name, result, arguments in (
        (core, "hb_blob_create_from_file", pointer, [ctypes.c_char_p]),
        (core, "hb_face_create", pointer, [pointer, number]),
        (core, "hb_set_add", None, [pointer, number]),
        (core, "hb_set_clear", None, [pointer]),
        (core, "hb_face_reference_blob", pointer, [pointer]),
        (core, "hb_blob_get_data", pointer, [pointer, ctypes.POINTER(number)]),
        (subset, "hb_subset_input_create_or_fail", pointer, []),
        (subset, "hb_subset_input_set", pointer, [pointer, number]),
        (subset, "hb_subset_or_fail", pointer, [pointer, pointer]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    face = core.hb_face_create(core.hb_blob_create_from_file(str(source).encode()), index)
    wish = subset.hb_subset_input_create_or_fail()
    characters = subset.hb_subset_input_set(wish, UNICODES)
    for point in gbk_codepoints():
        core.hb_set_add(characters, point)
    features = subset.hb_subset_input_set(wish, FEATURES)
    core.hb_set_clear(features)
    for feature in KEPT:
        core.hb_set_add(features, int.from_bytes(feature, "big"))
    cut = subset.hb_subset_or_fail(face, wish)
    if not cut:
        return False
    length = number()
    data = core.hb_blob_get_data(core.hb_face_reference_blob(cut), ctypes.byref(length))
    target.write_bytes(ctypes.string_at(data, length.value))
    return True


def cut_with_fonttools(source: Path, index: int, target: Path) -> None:
    """Write the cut with fontTools: the same glyphs, about a hundred times slower."""
    from fontTools import subset

    options = subset.Options(font_number=index, layout_features=["halt", "kern"])
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=gbk_codepoints())
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def main(source: str, family: str, target: str) -> None:
    """Cut `family` out of `source` into `target`."""
    index = face_index(Path(source), family)
    if not cut_with_harfbuzz(Path(source), index, Path(target)):
        cut_with_fonttools(Path(source), index, Path(target))


if __name__ == "__main__":
    main(*sys.argv[1:4])
