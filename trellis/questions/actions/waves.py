"""Opening a wave, handing out links, closing it, publishing what came of it."""

from datetime import date, datetime
from secrets import token_urlsafe

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.kernel import posting
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.viewer import Viewer
from trellis.questions import events
from trellis.questions.actions.files import drop_unsent
from trellis.questions.actions.held import held_questionnaire, held_wave
from trellis.questions.lifecycle import COUNTED, WAVE_LIFE
from trellis.questions.models import Link, Wave
from trellis.questions.queries.inviting import about
from trellis.questions.queries.secrets import hashed
from trellis.questions.rules.definition import ONE_CODE, from_data

MOST_LINKS = 500  # at a time
LONGEST = 5_000  # links of a wave


@act
def open_wave(
    *,
    questionnaire_id: int,
    title: str,
    access: str,
    naming: str,
    asks_equality: bool,
    asked: int | None,
    opens_on: date,
    closes_on: date,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Wave:
    """Ask the newest version; from now on it is frozen. Raises ValidationError where it asks
    nothing, or where the days do not fit."""
    row = held_questionnaire(questionnaire_id, "edit", by=by)
    do_once(once, now=now)
    version = row.versions.select_for_update().order_by("-number")[0]
    if not any(from_data(version.content).questions):
        raise ValidationError(_("There is nothing to ask yet. Add a question first."))
    if closes_on < max(opens_on, timezone.localdate(now)):
        raise ValidationError(
            {"closes_on": _("Enter a last day from today on, not before the first.")}
        )
    if version.frozen_at is None:
        version.frozen_at = now
        version.save(update_fields=["frozen_at"])
    wave = Wave.objects.create(
        version=version,
        title=title,
        key=token_urlsafe(9),
        access=access,
        naming=naming,
        asks_equality=asks_equality,
        asked=asked,
        opens_on=opens_on,
        closes_on=closes_on,
        opened_at=now,
    )
    sign(events.WaveOpened(wave.pk), by=by, now=now, of=f"wave:{wave.pk}")
    return wave


@act
def change_wave(
    *,
    wave_id: int,
    title: str,
    asked: int | None,
    closes_on: date,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Wave:
    """What may still be said otherwise: what it is called, how many were asked, the last day of
    an open one. Who is anonymous stays so."""
    wave = held_wave(wave_id, "keep", by=by)
    do_once(once, now=now)
    if wave.stage not in COUNTED and closes_on < max(wave.opens_on, timezone.localdate(now)):
        raise ValidationError({"closes_on": _("Enter a last day from today on.")})
    wave.title, wave.asked = title, asked
    if wave.stage not in COUNTED:
        wave.closes_on = closes_on
    wave.save(update_fields=["title", "asked", "closes_on"])
    event = events.WaveChanged(wave.pk)
    sign(event, by=by, now=now, of=f"wave:{wave.pk}", fields=["title", "asked", "closes_on"])
    return wave


@act
def make_links(
    *, wave_id: int, count: int, by: Viewer, now: datetime, once: str = ""
) -> list[tuple[int, str]]:
    """So many one-use links, each with its number: the only time that their secrets are known.
    Raises ValidationError on a wave that is closed, or for more than can be handed out."""
    wave = held_wave(wave_id, "keep", by=by)
    do_once(once, now=now)
    if wave.stage in COUNTED:
        raise ValidationError(_("The wave is closed: no link would lead anywhere."))
    if not 0 < count <= MOST_LINKS or wave.links_made + count > LONGEST:
        raise ValidationError(
            {"count": _("Enter 1 to %(most)s at a time, %(all)s in all.")
             % {"most": MOST_LINKS, "all": LONGEST}}
        )  # fmt: skip
    made = [(wave.links_made + number, token_urlsafe(16)) for number in range(1, count + 1)]
    Link.objects.bulk_create(
        Link(wave=wave, number=number, secret_hash=hashed(secret)) for number, secret in made
    )
    wave.links_made += count
    wave.save(update_fields=["links_made"])
    sign(events.LinksMade(wave.pk, count), by=by, now=now, of=f"wave:{wave.pk}", fields=["links"])
    return made


@act
def close_wave(*, wave_id: int, by: Viewer, now: datetime, once: str = "") -> Wave:
    """No answer comes in any more; what was not finished is deleted with its addresses, and so are
    those of whoever was invited, and letters that have not gone out."""
    wave = held_wave(wave_id, "keep", by=by)
    do_once(once, now=now)
    WAVE_LIFE.make(wave, "close", today=timezone.localdate(now))
    wave.closed_at, wave.returned = now, wave.responses.count()
    wave.closes_on = max(wave.opens_on, min(wave.closes_on, timezone.localdate(now)))
    drop_unsent(wave.files.all())
    wave.links.all().delete()
    wave.invited.all().delete()
    posting.office().withdraw(about(wave.pk), now=now)
    wave.save(update_fields=["stage", "closed_at", "returned", "closes_on"])
    sign(events.WaveClosed(wave.pk), by=by, now=now, of=f"wave:{wave.pk}", fields=["stage"])
    return wave


@act
def choose_breakdown(
    *, wave_id: int, question: str, by: Viewer, now: datetime, once: str = ""
) -> Wave:
    """By which question the answers are told apart: one and for all. Tables by two questions,
    laid side by side, can give away what each keeps back."""
    wave = held_wave(wave_id, "results", by=by)
    wave = held_wave(wave_id, "keep", by=by)
    do_once(once, now=now)
    if wave.breakdown:
        raise ValidationError(
            _("It was chosen already, and tables by another question could give answers away.")
        )
    found = {one.key: one for one in from_data(wave.version.content).questions}
    if question not in found or found[question].kind not in ONE_CODE:
        raise ValidationError({"question": _("Choose a question with one answer to choose.")})
    wave.breakdown = question
    wave.save(update_fields=["breakdown"])
    event = events.BreakdownChosen(wave.pk)
    sign(event, by=by, now=now, of=f"wave:{wave.pk}", fields=["breakdown"])
    return wave


@act
def publish_results(*, wave_id: int, by: Viewer, now: datetime, once: str = "") -> Wave:
    """Everybody sees what was counted; what was said in words stays with its keepers."""
    return _move(wave_id, "publish", by=by, now=now, once=once)


@act
def withdraw_results(*, wave_id: int, by: Viewer, now: datetime, once: str = "") -> Wave:
    """From now on only its keepers see them."""
    return _move(wave_id, "withdraw", by=by, now=now, once=once)


def _move(wave_id: int, name: str, *, by: Viewer, now: datetime, once: str) -> Wave:
    wave = held_wave(wave_id, WAVE_LIFE.moves[name].needs, by=by)
    do_once(once, now=now)
    move = WAVE_LIFE.make(wave, name, today=timezone.localdate(now))
    wave.save(update_fields=["stage"])
    assert move.event is not None, "every move of a wave has one"
    sign(move.event(wave.pk), by=by, now=now, of=f"wave:{wave.pk}", fields=["stage"])  # type: ignore[call-arg]
    return wave
