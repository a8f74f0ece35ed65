"""How much a contact file may hold. Named here so that messages, pages and tests say the same figures."""

MAX_FILE_BYTES = 20_000_000
"""The largest file read. A list of 25,000 contacts with every column of Google's export is about 12 MB;
photos, which make address books large, can be left out when exporting."""

MAX_ROWS = 100_000
"""The most rows or cards read from one file: four times the largest list that the product promises to handle."""

MAX_LINE_CHARS = 100_000
"""The longest line, and the longest record of several lines, that is held in memory."""

MAX_RECORD_LINES = 1_000
"""How many lines one quoted cell may span before its quote counts as never closed."""

MAX_FIELD_CHARS = 1_000
"""The longest cell of a needed column. A longer one is no name or address; its row is refused rather than shortened,
because half a name in a letter is worse than a row to mend."""

MAX_VALUE_CHARS = 80
"""How much of an offending value a message repeats."""
