"""A child of `trellis serve` ends when its parent has gone.

Whoever kills the parent at once (`kill -9`, the kernel short of memory) leaves its children
behind, and a server left behind keeps the port and goes on answering with the old code.
"""

import os
import signal
import threading
import time

_LOOK_EVERY = 0.25
_PATIENCE = 20.0


def end_with_parent(parent: int) -> None:
    """From now on this process is asked to end as soon as its parent is not `parent` (its
    process id, told by the parent itself: it may be gone before this process can ask)."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    # To the main thread: only there does Python run its handler, and it may be asleep in a lock.
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
    time.sleep(_PATIENCE)
    os._exit(1)
