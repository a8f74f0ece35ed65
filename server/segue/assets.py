"""Finds templates, the pane and deployment files: in the installed package first, in the checkout second."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE / "_assets", _PACKAGE.parent.parent)


def asset(*parts: str) -> Path:
    """Return the path of a shipped file or folder, such as ``asset("templates", "letters")``.

    Raises FileNotFoundError, naming the asset, when this installation lacks it.
    """
    for root in _ROOTS:
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("missing in this installation: " + "/".join(parts))
