"""Inviting people to a wave by letter, and reminding those who have not answered.

An address stands beside a link only until its owner answers or begins to: then it is taken away in
the same act. That somebody was invited is kept as a hash of this wave alone, so that a list that is
brought again tells nothing of who has answered.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from secrets import token_urlsafe

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel import posting
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.viewer import Viewer
from trellis.questions import events
from trellis.questions.actions.held import held_wave
from trellis.questions.actions.waves import LONGEST
from trellis.questions.models import Invited, Link, Mailing, Wave
from trellis.questions.queries.answering import is_answerable
from trellis.questions.queries.inviting import circular_of, link_to
from trellis.questions.queries.secrets import hashed, invited_key, mailed_secret
from trellis.questions.rules.inviting import FEWEST, next_reminder


@act
def invite_by_letter(
    *,
    wave_id: int,
    addresses: Collection[str],
    basis: str,
    why: str,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Mailing:
    """A letter with a link of their own for each address that wants such letters and was not
    invited before. Raises ValidationError where the wave takes no answers, or for too many or too
    few."""
    wave = _asking(wave_id, by=by, now=now)
    do_once(once, now=now)
    wanted = dict.fromkeys(one.strip().lower() for one in addresses)
    silent = posting.office().silent(wanted)
    keys = {invited_key(wave.pk, one): one for one in wanted if one not in silent}
    known = _invited(wave, keys)
    fresh = {key: one for key, one in keys.items() if key not in known}
    _refuse(wave, len(fresh))
    mailing = Mailing.objects.create(
        wave=wave,
        kind=Mailing.Kind.INVITATION,
        sent_at=now,
        sent_by_id=by.person_id,
        basis=basis,
        why=why,
        letters=len(fresh),
        silent=len(silent),
        already=len(known),
    )
    Invited.objects.bulk_create((Invited(wave=wave, address_key=key) for key in fresh), 500)
    _send(mailing, _make_links(mailing, list(fresh.values())), now=now)
    event = events.PeopleInvited(wave.pk, len(fresh))
    sign(event, by=by, now=now, of=f"wave:{wave.pk}", fields=["links"])
    return mailing


@act
def remind_by_letter(*, wave_id: int, by: Viewer, now: datetime, once: str = "") -> Mailing:
    """The same link again for those who have neither answered nor begun to, with the reason that
    they were given: twice at most, days apart. Raises ValidationError where it is too early, too
    often, or for nobody."""
    wave = _asking(wave_id, by=by, now=now)
    do_once(once, now=now)
    mailings = list(wave.mailings.order_by("sent_at", "id"))
    first = next((one for one in mailings if one.kind == Mailing.Kind.INVITATION), None)
    reminders = sum(one.kind == Mailing.Kind.REMINDER for one in mailings)
    at = next_reminder([one.sent_at for one in mailings], reminders)
    if first is None or at is None:
        raise ValidationError(_("Nobody can be reminded: twice is the most, after an invitation."))
    if now < at:
        said = _("It is too early. Remind them from %(time)s on.")
        time = date_format(timezone.localtime(at), "j F, H:i")
        raise ValidationError(said % {"time": time})
    links = list(wave.links.exclude(address="").select_related("mailing"))
    silent = posting.office().silent([one.address for one in links])
    reached = [one for one in links if one.address.lower() not in silent]
    if not reached:
        raise ValidationError(_("There is nobody left to remind."))
    mailing = Mailing.objects.create(
        wave=wave,
        kind=Mailing.Kind.REMINDER,
        sent_at=now,
        sent_by_id=by.person_id,
        basis=first.basis,
        why=first.why,
        letters=len(reached),
        silent=len(silent),
    )
    _open_again(reached)
    for told in mailings:
        again = Mailing(wave=wave, kind=mailing.kind, basis=told.basis, why=told.why)
        _send(again, [one for one in reached if one.mailing == told], now=now)
    event = events.PeopleReminded(wave.pk, len(reached))
    sign(event, by=by, now=now, of=f"wave:{wave.pk}")
    return mailing


def _asking(wave_id: int, *, by: Viewer, now: datetime) -> Wave:
    wave = held_wave(wave_id, "keep", by=by)
    if not is_answerable(wave, timezone.localdate(now)):
        raise ValidationError(_("The wave takes no answers today: the link would lead nowhere."))
    return wave


def _invited(wave: Wave, keys: Iterable[str]) -> set[str]:
    asked, found = list(keys), set[str]()
    for start in range(0, len(asked), 500):
        rows = Invited.objects.filter(wave=wave, address_key__in=asked[start : start + 500])
        found |= set(rows.values_list("address_key", flat=True))
    return found


def _refuse(wave: Wave, fresh: int) -> None:
    if not fresh:
        raise ValidationError(
            _("Nobody is left to write to: all were invited, or want no such letters.")
        )
    if wave.links_made + fresh > LONGEST:
        raise ValidationError(_("Bring fewer: a wave has %(most)s links.") % {"most": LONGEST})
    if wave.naming == Wave.Naming.ANONYMOUS and fresh < FEWEST:
        raise ValidationError(
            _(
                "Bring at least five who are new: of fewer, everybody would know who has answered. "
                "Or hand out one-use links."
            )
        )


def _make_links(mailing: Mailing, addresses: list[str]) -> list[Link]:
    wave, links = mailing.wave, []
    for number, address in enumerate(sorted(addresses), start=wave.links_made + 1):
        seed = token_urlsafe(16)
        secret_hash = hashed(mailed_secret(seed))
        row = Link(wave=wave, number=number, secret_hash=secret_hash, seed=seed, mailing=mailing)
        row.address = address
        links.append(row)
    Link.objects.bulk_create(links, 500)
    wave.links_made += len(links)
    wave.save(update_fields=["links_made"])
    return links


def _open_again(links: list[Link]) -> None:
    """They open what they opened before, unless the site has another key by now."""
    changed = []
    for one in links:
        secret_hash = hashed(mailed_secret(one.seed))
        if one.secret_hash != secret_hash:
            one.secret_hash = secret_hash
            changed.append(one)
    Link.objects.bulk_update(changed, ["secret_hash"], 500)


def _send(mailing: Mailing, links: list[Link], *, now: datetime) -> None:
    if not links:
        return
    key = mailing.wave.key
    to = [(one.address, link_to(key, mailed_secret(one.seed))) for one in links]
    posting.office().send(circular_of(mailing), to, now=now)
