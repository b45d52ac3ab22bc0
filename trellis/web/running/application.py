"""The application as the server's processes load it: one that does not outlive its parent."""

from trellis.config.wsgi import application
from trellis.web.running.parent import end_with_parent

__all__ = ["application"]

end_with_parent()
