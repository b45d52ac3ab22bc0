"""The application as the server's processes load it: one that does not outlive its parent."""

import multiprocessing

from trellis.config.wsgi import application
from trellis.web.running.parent import end_with_parent

__all__ = ["application"]

if server := multiprocessing.parent_process():
    end_with_parent(server.pid or 0)
