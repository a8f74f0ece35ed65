#!/usr/bin/env bash
# Registers Segue in a tenant of Microsoft's, by calls of Graph through `az rest`: who may sign in, Segue's own API for
# the pane in Outlook, and what may be read. It asks for nothing that sends. Run it once, signed in with `az login` as
# somebody who may register applications.
set -euo pipefail

GRAPH=https://graph.microsoft.com/v1.0
GRAPH_ID=00000003-0000-0000-c000-000000000000
usage="usage: register.sh --base-url https://segue.example.com [--name Segue] [--several-tenants] [--bulk-drafts] [--secret-file FILE]"

base='' name=Segue audience=AzureADMyOrg secret_file=microsoft-client-secret
permissions=(openid profile offline_access Contacts.Read)
while [ $# -gt 0 ]; do
  case $1 in
    --base-url) base=${2:?$usage}; shift ;;
    --name) name=${2:?$usage}; shift ;;
    --secret-file) secret_file=${2:?$usage}; shift ;;
    --several-tenants) audience=AzureADMultipleOrgs ;;
    --bulk-drafts) permissions+=(Mail.ReadWrite) ;;
    *) echo "$usage" >&2; exit 2 ;;
  esac
  shift
done
base=${base%/}
if ! [[ $base =~ ^https://([A-Za-z0-9.-]+(:[0-9]+)?)$ ]]; then
  echo "The address has to be https, with a host and no path. $usage" >&2
  exit 2
fi
host=${BASH_REMATCH[1]}
back=$base/sign-in/microsoft/back
if ! [[ $name =~ ^[A-Za-z0-9\ .-]+$ ]]; then
  echo "The name may have letters, digits, spaces, dots and dashes." >&2
  exit 2
fi
if ! [ -w "$(dirname "$secret_file")" ]; then
  echo "There is no folder $(dirname "$secret_file") to write the secret to." >&2
  exit 2
fi

call() { az rest --only-show-errors --headers 'Content-Type=application/json' --method "$1" --uri "$GRAPH$2" "${@:3}"; }
# What was made a moment ago is not known everywhere in the directory yet.
patiently() {
  for seconds in 2 4 8 16; do
    "$@" && return
    echo "Microsoft may not know it yet: asked again in $seconds s." >&2
    sleep "$seconds"
  done
  "$@"
}
new_id() { python3 -c 'import uuid; print(uuid.uuid4())'; }

if [ -n "$(call GET "/applications?\$filter=displayName%20eq%20'${name// /%20}'" --query 'value[].appId' --output tsv)" ]; then
  echo "There is an application called $name already. Give another --name, or remove it first." >&2
  exit 1
fi

# Graph's permissions by their ids, which its own service principal names.
access=''
for permission in "${permissions[@]}"; do
  id=$(call GET "/servicePrincipals(appId='$GRAPH_ID')?\$select=oauth2PermissionScopes" \
    --query "oauth2PermissionScopes[?value=='$permission'].id | [0]" --output tsv)
  access+="${access:+,}{\"id\":\"$id\",\"type\":\"Scope\"}"
done

scope_id=$(new_id)
scope=$(cat <<JSON
{"id":"$scope_id","value":"access_as_user","type":"User","isEnabled":true,
 "adminConsentDisplayName":"Work in Segue","adminConsentDescription":"The pane in Outlook works in Segue as the person who is signed in.",
 "userConsentDisplayName":"Work in Segue","userConsentDescription":"The pane in Outlook works in Segue as you."}
JSON
)
# acct tells a guest from the tenant's own people: Segue refuses guests.
made=$(call POST /applications --query '[id, appId]' --output tsv --body "$(cat <<JSON
{"displayName":"$name","signInAudience":"$audience",
 "api":{"requestedAccessTokenVersion":2,"oauth2PermissionScopes":[$scope]},
 "web":{"redirectUris":["$back"],"homePageUrl":"$base/"},
 "spa":{"redirectUris":["brk-multihub://$host"]},
 "optionalClaims":{"idToken":[{"name":"acct","essential":false}],"accessToken":[{"name":"acct","essential":false}]},
 "requiredResourceAccess":[{"resourceAppId":"$GRAPH_ID","resourceAccess":[$access]}]}
JSON
)")
read -r object_id app_id <<< "$(tr '\n' '\t' <<< "$made")"

# The API's own name, and that the pane needs nobody's consent for it. Nested in Outlook the pane signs in as this very
# application, so that no application of Office's has to be let in.
patiently call PATCH "/applications/$object_id" --body "$(cat <<JSON
{"identifierUris":["api://$host/$app_id"],
 "api":{"requestedAccessTokenVersion":2,"oauth2PermissionScopes":[$scope],
  "preAuthorizedApplications":[{"appId":"$app_id","delegatedPermissionIds":["$scope_id"]}]}}
JSON
)"
patiently call POST /servicePrincipals --body "{\"appId\":\"$app_id\"}" > /dev/null

umask 077
patiently call POST "/applications/$object_id/addPassword" --query secretText --output tsv \
  --body '{"passwordCredential":{"displayName":"Segue"}}' > "$secret_file"

tenant=$(az account show --query tenantId --output tsv)
# Entra refuses a registration of one tenant where everybody's tenant may sign in, which is Segue's default.
authority=''
if [ "$audience" = AzureADMyOrg ]; then
  authority="SEGUE_MICROSOFT_AUTHORITY=https://login.microsoftonline.com/$tenant"$'\n'
fi
# The link says where to come back to: Entra may otherwise take the pane's address, and refuse it.
cat <<SETTINGS
The secret is in $secret_file, for its owner's eyes only. Segue's settings:

SEGUE_BASE_URL=$base
${authority}SEGUE_MICROSOFT_CLIENT_ID=$app_id
SEGUE_MICROSOFT_CLIENT_SECRET_FILE=$(cd "$(dirname "$secret_file")" && pwd)/$(basename "$secret_file")

Then agree to it for your organisation, once, at:
https://login.microsoftonline.com/$tenant/adminconsent?client_id=$app_id&redirect_uri=$back
SETTINGS
