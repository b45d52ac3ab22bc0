"""Settings for the tests: the same house on a throw-away database, with a quick password hash."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("TRELLIS_SECRET_KEY", "only-for-tests")

from trellis.config.settings import *  # noqa: F403
from trellis.config.settings import DATABASES

_TEMPORARY = Path(tempfile.mkdtemp(prefix="trellis-tests-"))
VAR = _TEMPORARY
STATIC_ROOT = _TEMPORARY / "static"
MEDIA_ROOT = _TEMPORARY / "files"
SITE_URL = "http://localhost:8000"
ALLOWED_HOSTS = ["localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick: see house rules
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TRELLIS_FILES = ""  # never in what a developer may have set
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A test's writing is taken back, and the numbers of its acts with it.
TRELLIS_KEPT_PAGES = 0
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: the live server and the test share it, with the real journal.
    DATABASES["default"]["NAME"] = str(_TEMPORARY / "tests.sqlite3")
    DATABASES["default"]["TEST"] = {"NAME": str(_TEMPORARY / "tests.sqlite3")}
