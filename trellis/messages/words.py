"""Letters in words: the first line of a plain template is the subject, the rest the text."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# What a letter of each kind is called where somebody is rid of it.
KINDS = {
    "digest": _("letters about what is new for you"),
    "bulletin": _("bulletins"),
    "survey": _("invitations to surveys"),
    "confirm": _("letters that ask whether you want bulletins"),
}


# What whoever asks for bulletins reads above the button; kept with the subscription as proof.
AGREED = _(
    "Send me bulletins on this topic about this place. I can end this by one click at any time."
)


@dataclass(frozen=True)
class Written:
    subject: str
    text: str
    html: str


def write(name: str, **context: Any) -> Written:
    """Both forms of a letter, from `mail/<name>.txt` and `mail/<name>.html`."""
    given = {**context, "site": settings.SITE_URL, "partnership": settings.TRELLIS_PARTNERSHIP}
    subject, _break, text = (
        render_to_string(f"messages/mail/{name}.txt", given).strip().partition("\n")
    )
    html = render_to_string(f"messages/mail/{name}.html", {**given, "subject": subject.strip()})
    return Written(subject.strip()[:200], text.strip() + "\n", html)


def address_of(name: str, **where: Any) -> str:
    """A page of ours, as it stands in a letter: built from the configured address only."""
    return settings.SITE_URL + reverse(name, kwargs=where)
