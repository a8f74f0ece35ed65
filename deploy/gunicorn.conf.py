"""gunicorn's configuration, the same for `segue serve`, the demo, the tests and the container.

Threads, because a request waits for the database far longer than it computes.
"""

import os

from segue.config import load_settings
from segue.logs import library_logs

_settings = load_settings()

bind = f"{_settings.host}:{_settings.port}"
workers = _settings.workers
threads = _settings.threads
worker_class = "gthread"
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  # heartbeat never waits for a disk
forwarded_allow_ips = "127.0.0.1"
errorlog = "-"
loglevel = "warning"
logconfig_dict = library_logs(_settings)
