"""How the tests start Chromium."""

# No sandbox, since CI runs as root in a container; the rest keeps the browser from calling home.
CHROMIUM_OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
