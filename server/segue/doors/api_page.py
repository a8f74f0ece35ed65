"""A readable page of the API, made from its OpenAPI document."""

from flask import Blueprint, current_app, render_template

api_page = Blueprint("api_page", __name__)


@api_page.get("/api/v1/")
def page() -> str:
    """Show every operation with what it takes and gives."""
    return render_template("api.html", spec=current_app.spec)  # type: ignore[attr-defined]  # APIFlask's own
