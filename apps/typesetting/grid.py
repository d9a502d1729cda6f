"""The measures of the page, in millimetres and points; every other file takes them from here.

The standard's own sums fix the grid: 28 characters fill 156 mm, a row is a character and 7/8 of
one, and 21 rows and a character are the 225 mm of the type area. So the em box of row 1 touches
its upper edge and that of row 22 its lower edge. The box that holds the rows begins half a lead
above the type area (HALF), so that row r starts at r x ROW in it.
"""

MM = 25.4 / 72  # millimetres in a point

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
TOP, LEFT = 37.0, 28.0  # 天头, 订口
WIDTH, HEIGHT = 156.0, 225.0  # 版心
RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
CENTRE = LEFT + WIDTH / 2

CELLS, ROWS = 28, 22
CELL = WIDTH / CELLS
ROW = CELL * 15 / 8
HALF = (ROW - CELL) / 2
INDENT = LEFT + 2 * CELL  # where a paragraph begins

BODY, TITLE, SMALL = 16.0, 22.0, 14.0  # 三号, 二号, 四号 in points
FIT = CELL / MM  # a cell in points: 15.794, a little less than 三号
TRACKING = FIT - BODY  # what each character gives up, so that 28 fit

MARK_TOP = {
    "down": 35.0, "level": 35.0, "up": 35.0, "minutes": 35.0, "order": 20.0, "letter": 30.0 - TOP,
}  # fmt: skip
RULE_GAP = 4.0  # below the row above the red rule, and below the head of a letter
RULE_HEIGHT = 0.5
LETTER_RULE_WIDTH = 170.0
LETTER_FOOT = 20.0  # lower double rule to the edge of the sheet
LETTER_RULES = (0.9, 0.5, 0.3)  # thick bar, white, thin bar
LETTER_LEAD = CELL * 7 / 8
THICK, THIN = 0.35, 0.25  # rules of 版记
FOLIO_DROP = 7.0  # the dash of the page number below the type area

TWO_ROWS_LEAST, TWO_ROWS_MOST = 20.9, 25.8  # what "two rows below the mark" may measure
TWO_ROWS = 2 * ROW

EM_TOP, EM_BOTTOM = 0.88, 0.12  # em box above and below the baseline, in em
