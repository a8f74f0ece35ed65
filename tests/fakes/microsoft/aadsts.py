"""Entra's errors: numbers, names and words, as its pages and public issue threads show them.

- numbers and the shape: https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes
- claims and ``interaction_required``: https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-on-behalf-of-flow
- ``suberror``: https://learn.microsoft.com/en-us/entra/msal/dotnet/advanced/exceptions/msal-error-handling
- 54005: https://github.com/davidjrh/dnn.azureadprovider/issues/17
"""

from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from fakes.provider.wire import Answer, as_json

# number → (error, status, suberror, words)
TABLE: dict[int, tuple[str, int, str, str]] = {
    28000: ("invalid_request", 400, "", "Provided value for the input parameter scope isn't valid because it contains "
            "more than one resource. Scope {scope} isn't valid."),
    50011: ("invalid_request", 400, "", "The redirect URI '{uri}' specified in the request does not match the redirect "
            "URIs configured for the application '{app}'."),
    50020: ("invalid_request", 400, "", "User account '{user}' from identity provider '{idp}' does not exist in tenant "
            "'{tenant}' and cannot access the application '{app}' in that tenant."),
    50013: ("invalid_grant", 400, "", "Assertion failed signature validation."),
    50034: ("invalid_grant", 400, "", "The user account {user} does not exist in the {tenant} directory."),
    50057: ("invalid_grant", 400, "", "The user account is disabled."),
    50058: ("login_required", 400, "", "A silent sign-in request was sent but no user is signed in."),
    50076: ("interaction_required", 400, "basic_action", "Due to a configuration change made by your administrator, or "
            "because you moved to a new location, you must use multi-factor authentication to access '{resource}'."),
    50079: ("interaction_required", 400, "basic_action", "Due to a configuration change made by your administrator, or "
            "because you moved to a new location, you must enroll in multi-factor authentication to access "
            "'{resource}'."),
    50173: ("invalid_grant", 400, "bad_token", "The provided grant has expired due to it being revoked, a fresh auth "
            "token is needed. The user might have changed or reset their password."),
    50194: ("invalid_request", 400, "", "Application '{app}' is not configured as a multi-tenant application. Usage of "
            "the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific "
            "endpoint or configure the application to be multi-tenant."),
    54005: ("invalid_grant", 400, "", "OAuth2 Authorization code was already redeemed, please retry with a new valid "
            "code or use an existing refresh token."),
    65001: ("invalid_grant", 400, "consent_required", "The user or administrator has not consented to use the "
            "application with ID '{app}'. Send an interactive authorization request for this user and resource."),
    65004: ("access_denied", 400, "", "User declined to consent to access the app."),
    70000: ("invalid_grant", 400, "", "The provided value for the input parameter 'refresh_token' or 'assertion' is "
            "not valid."),
    70003: ("unsupported_grant_type", 400, "", "The app requested an unsupported grant type '{grant}'."),
    70008: ("invalid_grant", 400, "", "The provided authorization code or refresh token has expired due to inactivity. "
            "Send a new interactive authorization request for this user and resource."),
    70011: ("invalid_scope", 400, "", "The provided value for the input parameter 'scope' isn't valid. "
            "The scope {scope} isn't valid."),
    90002: ("invalid_request", 400, "", "Tenant '{tenant}' not found. Check to make sure you have the correct tenant "
            "ID and are signing into the correct cloud."),
    90094: ("access_denied", 400, "", "The grant requires administrator permission. Ask an administrator to grant "
            "permission to this app before you can use it."),
    500011: ("invalid_resource", 400, "", "The resource principal named {resource} was not found in the tenant. This "
             "can happen if the application has not been installed by the administrator of the tenant or consented to "
             "by any user in the tenant."),
    500131: ("invalid_grant", 400, "", "Assertion audience does not match the Client app presenting the assertion."),
    500133: ("invalid_grant", 400, "", "Assertion is not within its valid time range."),
    501481: ("invalid_grant", 400, "", "The Code_Verifier does not match the code_challenge supplied in the "
             "authorization request."),
    700016: ("unauthorized_client", 400, "", "Application with identifier '{app}' was not found in the directory "
             "'{tenant}'."),
    700024: ("invalid_client", 401, "", "Client assertion is not within its valid time range."),
    700027: ("invalid_client", 401, "", "Client assertion failed signature validation. [Reason - {why}]"),
    700054: ("unsupported_response_type", 400, "", "response_type '{kind}' is not enabled for the application."),
    7000215: ("invalid_client", 401, "", "Invalid client secret provided. Ensure the secret being sent in the request "
              "is the client secret value, not the client secret ID, for a secret added to app '{app}'."),
    7000218: ("invalid_client", 401, "", "The request body must contain the following parameter: 'client_assertion' or "
              "'client_secret'."),
    9002325: ("invalid_request", 400, "", "Proof Key for Code Exchange is required for cross-origin authorization code "
              "redemption."),
    9002327: ("invalid_request", 400, "", "Tokens issued for the 'Single-Page Application' client-type may only be "
              "redeemed via cross-origin requests."),
}  # fmt: skip


class Trouble(Exception):
    """Entra refuses, by the number; ``error`` and ``claims`` replace or add to what the table says."""

    def __init__(self, number: int, error: str = "", claims: str = "", **values: str) -> None:
        named, self.status, self.suberror, words = TABLE[number]
        self.number, self.error, self.claims = number, error or named, claims
        self.words = f"AADSTS{number}: {words.format_map({**dict.fromkeys(WORDS, '?'), **values})}"
        super().__init__(self.words)

    def described(self, now: datetime, correlation: str) -> str:
        """Return the words with what leads support to the sign-in log."""
        trace, at = _trace(self.number, correlation), f"{now:%Y-%m-%d %H:%M:%S}Z"
        return f"{self.words} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {at}"

    def answer(self, now: datetime, correlation: str) -> Answer:
        """Return what the token desk says."""
        told: dict[str, Any] = {
            "error": self.error, "error_description": self.described(now, correlation), "error_codes": [self.number],
            "timestamp": f"{now:%Y-%m-%d %H:%M:%S}Z", "trace_id": _trace(self.number, correlation),
            "correlation_id": correlation,
            "error_uri": f"https://login.microsoftonline.com/error?code={self.number}"}  # fmt: skip
        more = {"suberror": self.suberror, "claims": self.claims}
        return as_json({**told, **{name: one for name, one in more.items() if one}}, self.status)


WORDS = ("app", "grant", "idp", "kind", "resource", "scope", "tenant", "uri", "user", "why")


def _trace(number: int, correlation: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{number} {correlation}"))
