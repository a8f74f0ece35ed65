"""Says by its exit code whether the web process of this container can work; the image has no curl."""

import http.client
import os
import sys

PORT = int(os.environ.get("SEGUE_PORT", "8765"))


def is_ready() -> bool:
    """Ask for /readyz, past any proxy that the variables name."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=4)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not is_ready())
