"""The WSGI application. WSGI, not ASGI: see docs/adr/0004-wsgi.md."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
