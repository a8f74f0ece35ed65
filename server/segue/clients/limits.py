"""How much a contact file may hold. Named here so that messages, pages and tests say the same figures."""

MAX_FILE_BYTES = 100_000_000
"""The largest file read. A list of 25,000 contacts with every column of Google's export is about 12 MB; photos, which
make address books large, go by unread."""

MAX_ROWS = 100_000
"""The most rows or cards read from one file: four times the largest list that the product promises to handle."""

MAX_COLUMNS = 500
"""How many columns of a table are looked at; Outlook's export has ninety-two."""

MAX_LINE_CHARS = 100_000
"""The longest line, and the longest record of several lines, that is held in memory."""

MAX_RECORD_LINES = 1_000
"""How many lines one quoted cell may span before its quote counts as never closed."""

MAX_FIELD_CHARS = 1_000
"""The longest cell of a needed column. A longer one is no name or address; its row is refused rather than shortened,
because half a name in a letter is worse than a row to mend."""

MAX_VALUE_CHARS = 80
"""How much of an offending value a message repeats."""

MAX_UNPACKED_BYTES = 400_000_000
"""The most that the parts of a workbook may say that they unpack to; its sheets are never unpacked as a whole."""

MAX_STRINGS_BYTES = 64_000_000
"""The largest table of texts of a workbook, unpacked: the one large part that has to be held in memory."""

MAX_PART_BYTES = 8_000_000
"""The largest of a workbook's small parts (styles, names of sheets), and the most between two rows of a sheet."""

MAX_PARTS = 5_000
"""How many parts a workbook may have."""

MAX_SHEET_ROWS = 1_048_576
"""The rows of a sheet in Excel, blank ones among them."""

MAX_CELLS = 20_000_000
"""How many cells of a sheet are looked at, blank ones among them."""
