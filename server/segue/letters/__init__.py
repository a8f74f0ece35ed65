"""The craft: language packs, composing, proofreading, rendering. Pure; composing needs neither jinja2 nor babel."""
