"""What Entra publishes about itself: addresses, keys, which hosts are its own.

- https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document
- https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#validate-tokens

The addresses are the real ones, whoever asks: msal takes no other.
"""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fakes.provider.wire import Answer, Request, as_json

from .apps import GRAPH, LOGIN, PRIVATE

if TYPE_CHECKING:
    from .world import World

HOSTS = ("login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net")
CACHE = {"Cache-Control": "max-age=86400, private"}
ENDPOINTS = {"authorization_endpoint": "authorize", "token_endpoint": "token", "end_session_endpoint": "logout",
             "device_authorization_endpoint": "devicecode"}  # fmt: skip


def configuration(tenant: str) -> Answer:
    """Answer ``/{tenant}/v2.0/.well-known/openid-configuration``; ``{tenantid}`` where it is no tenant's own."""
    root, named = f"{LOGIN}/{tenant}", {"organizations": "{tenantid}", "common": "{tenantid}", "consumers": PRIVATE}
    told: dict[str, Any] = {name: f"{root}/oauth2/v2.0/{one}" for name, one in ENDPOINTS.items()}
    told |= {"issuer": f"{LOGIN}/{named.get(tenant, tenant)}/v2.0", "jwks_uri": f"{root}/discovery/v2.0/keys",
             "userinfo_endpoint": f"{GRAPH}/oidc/userinfo",
             "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
             "response_modes_supported": ["query", "fragment", "form_post"], "response_types_supported": ["code"],
             "subject_types_supported": ["pairwise"], "id_token_signing_alg_values_supported": ["RS256"],
             "scopes_supported": ["openid", "profile", "email", "offline_access"],
             "tenant_region_scope": "EU", "cloud_instance_name": "microsoftonline.com",
             "msgraph_host": "graph.microsoft.com"}  # fmt: skip
    return as_json(told, headers=CACHE)


def keys(world: "World", tenant: str) -> Answer:
    """Answer ``/{tenant}/discovery/v2.0/keys``."""
    named = "{tenantid}" if tenant in ("organizations", "common") else tenant
    more = {"issuer": f"{LOGIN}/{named}/v2.0", "cloud_instance_name": "microsoftonline.com"}
    found = [{**one, "x5t": one["kid"], **more} for one in world.keys.published()["keys"]]
    # Microsoft's keys do not name an algorithm.
    return as_json({"keys": [{name: part for name, part in one.items() if name != "alg"} for one in found]},
                   headers=CACHE)  # fmt: skip


def instance(request: Request) -> Answer:
    """Answer ``/common/discovery/instance``: whether a host is Microsoft's, and its other names."""
    asked = urlsplit(request.get("authorization_endpoint"))
    if asked.hostname not in HOSTS:
        return as_json({"error": "invalid_instance", "error_description": "AADSTS50049: Unknown or invalid instance.",
                        "error_codes": [50049]}, 400)  # fmt: skip
    tenant = asked.path.strip("/").partition("/")[0]
    public = {"preferred_network": HOSTS[0], "preferred_cache": HOSTS[1], "aliases": list(HOSTS)}
    return as_json({"tenant_discovery_endpoint": f"{LOGIN}/{tenant}/v2.0/.well-known/openid-configuration",
                    "api-version": "1.1", "metadata": [public]})  # fmt: skip
