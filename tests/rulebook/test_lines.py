"""Lines of TOML keys are found through tables, arrays of tables, long strings and comments."""

from apps.rulebook.lines import line_index, line_of

SOURCE = '''# a comment
title = "x"  # [not a table]
["a.b"]
list = [
  "one",
  { c = 1 },
]
[["a.b".rows]]
key = 1
[["a.b".rows]]
key = 2
long = """
key = 3
"""
after = 4
[["a.b".rows.parts]]
deep.er = 5
'''


def test_every_key_has_its_line():
    index = line_index(SOURCE)
    assert index[("title",)] == 2
    assert index[("a.b",)] == 3
    assert index[("a.b", "list")] == 4
    assert index[("a.b", "rows", 0, "key")] == 9
    assert index[("a.b", "rows", 1, "key")] == 11
    assert index[("a.b", "rows", 1, "after")] == 15
    assert index[("a.b", "rows", 1, "parts", 0, "deep", "er")] == 17


def test_an_unknown_path_gets_the_line_of_its_nearest_ancestor():
    index = line_index(SOURCE)
    assert line_of(index, ("a.b", "list", 1, "c")) == 4
    assert line_of(index, ("a.b", "rows", 1, "missing")) == 10
    assert line_of(index, ("nothing",)) == 0
