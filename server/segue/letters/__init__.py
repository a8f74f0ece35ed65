"""The craft: language packs, composing, proofreading, rendering. Pure, with jinja2 and babel."""
