"""Who is invited by letter, in numbers alone; and what is written to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel import posting
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.questions.models import Mailing, Wave
from trellis.questions.policy import WAVE
from trellis.questions.rules.inviting import FEWEST, next_reminder
from trellis.questions.words import GROUNDS

MOST = 5_001  # one more than a wave has links


@dataclass(frozen=True)
class Inviting:
    """What was sent for a wave. `left` have neither answered nor begun to; `remind_at` is when
    they may be reminded, None where they may not be (again)."""

    mailings: tuple[Mailing, ...]
    invited: int
    left: int
    remind_at: datetime | None
    sender: str


def inviting(viewer: Viewer, wave_id: int) -> Inviting:
    """For those who keep the wave. 404 or 403 as its policy says."""
    row = _kept(viewer, wave_id)
    mailings = tuple(row.mailings.order_by("sent_at", "id"))
    reminders = sum(one.kind == Mailing.Kind.REMINDER for one in mailings)
    return Inviting(
        mailings=mailings,
        invited=sum(one.letters for one in mailings if one.kind == Mailing.Kind.INVITATION),
        left=row.links.exclude(address="").count(),
        remind_at=next_reminder([one.sent_at for one in mailings], reminders),
        sender=row.version.questionnaire.owner.name,
    )


def how_many(viewer: Viewer, wave_id: int, addresses: Collection[str]) -> tuple[int, int]:
    """Of the addresses, how many want such letters and how many want none. Says nothing of who
    was invited before, or who has answered."""
    _kept(viewer, wave_id)
    wanted = {one.strip().lower() for one in addresses}
    silent = len(posting.office().silent(wanted))
    return len(wanted) - silent, silent


def letter(viewer: Viewer, wave_id: int, *, kind: str, basis: str, why: str) -> posting.Written:
    """How an invitation or a reminder will read."""
    row = _kept(viewer, wave_id)
    mailing = Mailing(wave=row, kind=kind, basis=basis, why=why)
    return posting.office().preview(circular_of(mailing))


def addresses_in(
    viewer: Viewer, wave_id: int, *, whose: str, kinds: tuple[str, ...], place: int, today: date
) -> list[str]:
    """Of organisations in the wave's area, or of people who act for them, as far as the viewer may
    see them."""
    area_id = _kept(viewer, wave_id).version.questionnaire.area_id
    search = organisations.Search(area_id, kinds=kinds, places=(place,) if place else ())
    if whose == "people":
        return organisations.peoples_addresses(viewer, search, today, most=MOST)
    return organisations.contact_addresses(viewer, search, most=MOST)


def _kept(viewer: Viewer, wave_id: int) -> Wave:
    rows = Wave.objects.select_related("version__questionnaire__owner")
    return WAVE.get(viewer, rows, "keep", pk=wave_id)


def link_to(key: str, secret: str) -> str:
    """A page of ours, as it stands in a letter: built from the configured address only."""
    return settings.SITE_URL + reverse("questions:answer_with", args=[key, secret])


def circular_of(mailing: Mailing) -> posting.Circular:
    """Who asks, what, why them, by what right, and what becomes of it."""
    wave = mailing.wave
    asked = wave.version.questionnaire
    owner, is_reminder = asked.owner.name, mailing.kind == Mailing.Kind.REMINDER
    facts = {
        "owner": owner,
        "title": asked.title,
        "day": date_format(wave.closes_on, "j F Y"),
        "why": mailing.why,
        "basis": GROUNDS[mailing.basis],
    }
    subject = _("A reminder: %(title)s") if is_reminder else _("%(owner)s asks you: %(title)s")
    said = [
        _("%(owner)s asks for your answers to “%(title)s”.") % facts,
        _("If you have answered meanwhile, thank you: then leave this letter.")
        if is_reminder
        else asked.about,
        _("Why you: %(why)s") % facts,
        _promise(wave) % facts,
        _("The link below is yours alone and can be used once, up to %(day)s.") % facts,
    ]
    grounds = (
        _("%(owner)s writes to you on this ground: %(basis)s.") % facts,
        _("Your address is kept for this survey only, until you answer or it closes."),
        _("You are reminded twice at most, and not once you have answered."),
    )
    return posting.Circular(
        about=about(wave.pk),
        subject=subject % facts,
        paragraphs=tuple(str(one) for one in said if one),
        step=_("Answer now:"),
        grounds=grounds,
        not_after=_end_of(wave.closes_on),
    )


def about(wave_id: int) -> str:
    """By which the letters of a wave are withdrawn."""
    return f"questions.wave:{wave_id}"


def _promise(wave: Wave) -> str:
    if wave.naming == Wave.Naming.NAMED:
        return _("Your name goes with your answers: those who keep this survey can read them.")
    return _(
        "Nobody can tell who answered what: your answers are kept without your name, your address, "
        "the link and the time of day."
    )


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


__all__ = ["FEWEST", "Inviting", "about", "addresses_in", "how_many", "inviting", "letter"]
