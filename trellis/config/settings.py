"""Settings. Everything a deployment chooses comes from the environment; see docs/production.md."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels

from trellis.config import engine

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("TRELLIS_VAR", ROOT / "var"))


def _flag(name: str) -> bool:
    return os.environ.get(name, "") in {"1", "true", "yes"}


def _secret_key() -> str:
    """The key from the environment, else one made once and kept beside the database."""
    if given := os.environ.get("TRELLIS_SECRET_KEY"):
        return given
    kept = VAR / "secret_key"
    if not kept.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text()


# Demo mode shows one-click sign-in for the invented cast. It is refused beside real data: see
# the system check in trellis/web/checks.py.
TRELLIS_DEMO = _flag("TRELLIS_DEMO")
# What the partnership calls itself, at the head of every page and on every download.
TRELLIS_PARTNERSHIP = os.environ.get("TRELLIS_PARTNERSHIP", "Trellis")
DEBUG = False
SECRET_KEY = _secret_key()
SITE_URL = os.environ.get("TRELLIS_SITE_URL", "http://localhost:8000").rstrip("/")
_HOST = SITE_URL.split("://", 1)[1].split("/", 1)[0].rsplit(":", 1)[0]
ALLOWED_HOSTS = [_HOST]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
_HTTPS = SITE_URL.startswith("https://")

ROOMS = (
    "web", "performance", "funding", "record", "questions", "privacy", "messages", "imports",
    "documents", "organisations", "people",
    "places", "ui", "kernel",
)  # fmt: skip

INSTALLED_APPS = [
    *(f"trellis.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "trellis.config.flash.FlashConfig",  # django.contrib.messages
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_cotton",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "trellis.web.kept.keep_public_pages",
    "trellis.web.middleware.state_cache_control",
    "trellis.web.middleware.refuse_large",
    "trellis.web.middleware.refuse_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "trellis.web.middleware.make_the_viewer",
]

ROOT_URLCONF = "trellis.config.urls"
WSGI_APPLICATION = "trellis.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "trellis.web.context.page_frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        os.environ.get("TRELLIS_DATABASE_URL", f"sqlite:///{VAR / 'trellis.sqlite3'}")
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": engine.init_command(),
    }
DATABASES["default"].update(CONN_MAX_AGE=None, ATOMIC_REQUESTS=False)
# A pooler in transaction mode cannot keep server-side cursors.
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Throttles must hold across processes and survive a restart.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "KEY_FUNCTION": "trellis.kernel.throttles.cache_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# How many public pages each process keeps until something is written (0: none).
TRELLIS_KEPT_PAGES = int(os.environ.get("TRELLIS_KEPT_PAGES", "200"))

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "files"
FILE_UPLOAD_PERMISSIONS = 0o600  # Django would let everybody on the machine read them
# Where files are kept: nothing for the disk, else an address of object storage.
TRELLIS_FILES = os.environ.get("TRELLIS_FILES", "")
STORAGES: dict[str, Any] = {
    "default": {
        "BACKEND": "trellis.kernel.objects.ObjectStorage",
        "OPTIONS": {"address": TRELLIS_FILES},
    }
    if TRELLIS_FILES
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# A virus scanner that speaks clamd's protocol; without one, files are not looked over.
TRELLIS_SCANNER = os.environ.get("TRELLIS_SCANNER", "")

# Nothing typed into a form is larger; files have their own limits where they are taken in.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# Bytes: the largest file that any field takes (postcodes, 60 MB), and the form around it.
LARGEST_BODY = 64_000_000

# --- who may come in -------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:today"
LOGOUT_REDIRECT_URL = "web:home"

ACCOUNT_ADAPTER = "trellis.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account only ever begins from a link sent to its address
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # every other session ends, this one stays
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_RATE_LIMITS = {
    # Wrong passwords are counted by trellis.people: by address and network, sparing the browsers
    # in which the owner has signed in before. What is left here guards the second factor, which
    # only somebody with the password ever reaches.
    "login": None,
    "login_failed": "5/5m/key",
    "reset_password": "30/h/ip,5/h/key",
    "request_login_code": "30/h/ip",
    # A letter to confirm goes to whatever address somebody types.
    "manage_email": "10/h/user",
}
PASSWORD_RESET_TIMEOUT = 3600  # as long as the limit above: refused means one is in the mailbox
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 900
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _HTTPS else "http"
ACCOUNT_FORMS = {
    "login": "trellis.people.forms.SignInForm",
    "reauthenticate": "trellis.people.forms.ConfirmItIsYouForm",
    "change_password": "trellis.people.forms.ChangePasswordForm",
    "set_password": "trellis.people.forms.SetPasswordForm",
    "reset_password": "trellis.people.forms.ForgottenPasswordForm",
    "reset_password_from_key": "trellis.people.forms.NewPasswordForm",
    "add_email": "trellis.people.forms.ChangeAddressForm",
}
MFA_FORMS = {
    "authenticate": "trellis.people.forms.SecondFactorForm",
    "reauthenticate": "trellis.people.forms.ConfirmByCodeForm",
    "activate_totp": "trellis.people.forms.SetUpAppForm",
    "add_webauthn": "trellis.people.forms.AddPasskeyForm",
    "edit_webauthn": "trellis.people.forms.NamePasskeyForm",
    "authenticate_webauthn": "trellis.people.forms.UsePasskeyForm",
    "reauthenticate_webauthn": "trellis.people.forms.ConfirmByPasskeyForm",
    "login_webauthn": "trellis.people.forms.SignInByPasskeyForm",
}
MFA_ADAPTER = "trellis.people.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _HTTPS
MFA_TOTP_ISSUER = "Trellis"
# A change of address waits unconfirmed beside the one in use; it must not block a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
USERSESSIONS_TRACK_ACTIVITY = False  # it would write on every page that anybody reads
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _flag("TRELLIS_PROXIED") else 0

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "trellis_session"
SESSION_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "trellis.web.views.errors.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
MESSAGE_TAGS = {
    message_levels.SUCCESS: "good",
    message_levels.WARNING: "caution",
    message_levels.ERROR: "serious",
}

# --- what a browser is told ------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = _HTTPS and _flag("TRELLIS_REDIRECT_TO_HTTPS")
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("TRELLIS_PROXIED") else None
X_FRAME_OPTIONS = "DENY"

# --- mail ------------------------------------------------------------------------------------
if _mail := os.environ.get("TRELLIS_SMTP_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail
    EMAIL_PORT = int(os.environ.get("TRELLIS_SMTP_PORT", "587"))
    EMAIL_HOST_USER = os.environ.get("TRELLIS_SMTP_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("TRELLIS_SMTP_PASSWORD", "")
    EMAIL_USE_TLS = EMAIL_PORT == 587
    EMAIL_USE_SSL = EMAIL_PORT == 465
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("TRELLIS_MAIL_FROM", f"Trellis <trellis@{_HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# The mailbox that letters come back to, if there is one: see docs/production.md.
TRELLIS_MAIL_RETURNS = os.environ.get("TRELLIS_MAIL_RETURNS", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "trellis.kernel.logs.OneLineJson"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"trellis": {"level": "INFO"}},
}
