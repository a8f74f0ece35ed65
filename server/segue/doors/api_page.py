"""The API's OpenAPI document as it really answers, and a readable page of it."""

from typing import Any

from apiflask import APIFlask
from flask import Blueprint, current_app, render_template

from segue.doors.api_models import Problem

api_page = Blueprint("api_page", __name__)

FRAMEWORK_ERRORS = ("HTTPError", "ValidationError")
ALWAYS = {
    "400": "The request cannot be read",
    "401": "Nobody is signed in",
    "403": "Not allowed, or the form's token is missing",
    "426": "The pane is too old",
}
"""What every operation may answer, before anything of its own is looked at."""


@api_page.get("/api/v1/")
def page() -> str:
    """Show every operation with what it takes and gives."""
    return render_template("api.html", spec=current_app.spec)  # type: ignore[attr-defined]  # APIFlask's own


def describe_problems(app: APIFlask) -> None:
    """Let the document say that every failure is a problem document (RFC 9457)."""
    app.spec_processor(_with_problems)


def _with_problems(spec: dict[Any, Any] | str) -> dict[Any, Any] | str:
    if isinstance(spec, str):  # the document as YAML, which is not offered here
        return spec
    schemas = spec["components"]["schemas"]
    for name in FRAMEWORK_ERRORS:
        schemas.pop(name, None)
    schemas["Problem"] = Problem.model_json_schema()
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in spec["paths"].values():
        for operation in operations.values():
            for status, says in ALWAYS.items():
                operation["responses"].setdefault(status, {"description": says})
            for status, answer in operation["responses"].items():
                if status >= "400":
                    answer["content"] = problem
    return spec
