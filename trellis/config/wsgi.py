"""The WSGI application. WSGI, not ASGI: see docs/adr/0004-wsgi.md."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.config.settings")

import django

from trellis.config.requests import Application

django.setup(set_prefix=False)

application = Application()
