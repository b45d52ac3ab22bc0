"""The application as the server's processes load it: one that does not outlive its parent."""

import multiprocessing
import signal

if server := multiprocessing.parent_process():
    # Until the server sets its own handlers, this copy of it has its parent's, which only make
    # a note: asked to end while it loads, it would never do so.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from trellis.config.wsgi import application
from trellis.web.running.parent import end_with_parent

__all__ = ["application"]

if server:
    end_with_parent(server.pid or 0)
