"""The ways in: pages, API, pane. The only room with Flask."""
