"""What a browser is called on the page of one's own browsers: by what it says of itself, in two words."""

BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"))
"""The first that is found names it: Edge says that it is Chrome as well."""
SYSTEMS = (("CrOS", "ChromeOS"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"))


def browser_name(user_agent: str) -> str:
    """Return "Chrome, Windows", as much of it as can be told, "" where nothing can."""
    found = (next((name for mark, name in table if mark in user_agent), "") for table in (BROWSERS, SYSTEMS))
    return ", ".join(filter(None, found))
