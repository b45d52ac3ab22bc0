"""Taking answers in: from the page, from a link, from paper.

Nothing that is written here tells whose they are. The audit says that answers came in, in which
wave; a response has a number drawn by lot and a day.
"""

from collections.abc import Mapping
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.kernel import posting
from trellis.kernel.acts import AlreadyDoneError, act, do_once, sign
from trellis.kernel.viewer import Viewer
from trellis.questions import events
from trellis.questions.actions.files import drop_unsent, send_with
from trellis.questions.actions.held import WaveOverError, held_wave, nobody, open_wave_held
from trellis.questions.models import Answer, EqualityAnswer, Link, Response, Wave
from trellis.questions.queries.answering import LinkSpentError, link_of
from trellis.questions.queries.files import not_sent
from trellis.questions.queries.inviting import about
from trellis.questions.queries.secrets import hashed
from trellis.questions.rules import equality
from trellis.questions.rules.answers import (
    Answers,
    Misfit,
    Problem,
    can_be_written,
    cells,
    checked,
    kept_for_later,
)
from trellis.questions.rules.definition import Kind, from_data

MOST_WAITING = 20_000  # return addresses of one wave


class DoNotFitError(ValueError):
    """Some of the answers do not fit their questions."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(str(problems))
        self.problems = problems


@act
def send_answers(
    *,
    wave_id: int,
    answers: Answers,
    name: str,
    secret: str,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Response:
    """Take in what one person answered. `secret` is that of their link or return address, which
    is gone afterwards. Raises DoNotFitError, WaveOverError, LinkSpentError."""
    do_once(once, now=now)
    wave = open_wave_held(wave_id, now=now)
    needs_link = bool(secret) or wave.access == Wave.Access.LINKS
    link = link_of(wave.links.select_for_update(), secret) if needs_link else None
    response = _keep(wave, answers, Response.Channel.ONLINE, name=name, now=now, link=link)
    if link is not None:
        _spend(link)
    sign(events.AnswersSent(wave.pk), by=nobody(by), now=now, of=f"wave:{wave.pk}")
    return response


@act
def save_answers(
    *,
    wave_id: int,
    answers: Mapping[str, Any],
    name: str,
    secret: str,
    by: Viewer,
    now: datetime,
) -> str:
    """Keep what somebody has answered so far, and give back the secret under which they find it:
    that of their own link, or a new one. What is missing may be; what is no answer is left out.
    Raises WaveOverError, LinkSpentError."""
    wave = open_wave_held(wave_id, now=now)
    if secret or wave.access == Wave.Access.LINKS:
        link = link_of(wave.links.select_for_update(), secret)
    elif wave.links.filter(number=None).count() >= MOST_WAITING:
        raise ValidationError(_("So many are waiting that none can be kept. Send your answers."))
    else:
        secret = token_urlsafe(16)
        link = Link(wave=wave, secret_hash=hashed(secret))
    _let_go(link)
    link.address, link.seed, link.mailing = "", "", None
    link.answers = kept_for_later(from_data(wave.version.content), answers)
    if wave.naming == Wave.Naming.NAMED and can_be_written(name):
        link.answers["name"] = name
    link.save()
    _save_files(wave, link)
    sign(events.AnswersSaved(wave.pk), by=nobody(by), now=now, of=f"wave:{wave.pk}")
    return secret


@act
def enter_paper(
    *, wave_id: int, answers: Answers, name: str, by: Viewer, now: datetime, once: str = ""
) -> Response:
    """What came on paper, typed in by somebody of ours. A question that paper left open stays
    open, whatever the page would ask for. Raises DoNotFitError."""
    wave = held_wave(wave_id, "enter", by=by)
    do_once(once, now=now)
    response = _keep(wave, answers, Response.Channel.PAPER, name=name, now=now)
    sign(events.PaperEntered(wave.pk), by=by, now=now, of=f"wave:{wave.pk}")
    return response


@act
def answer_equality(
    *, wave_id: int, answers: Mapping[str, str], by: Viewer, now: datetime, once: str = ""
) -> None:
    """Each answer by itself, tied to nothing. What was not offered is left out."""
    wave = open_wave_held(wave_id, now=now)
    do_once(once, now=now)
    if not wave.asks_equality:
        raise AlreadyDoneError
    EqualityAnswer.objects.bulk_create(
        EqualityAnswer(wave=wave, question=question, code=code)
        for question, code in answers.items()
        if equality.fits(question, code)
    )
    sign(events.EqualityAnswered(wave.pk), by=nobody(by), now=now, of=f"wave:{wave.pk}")


def _save_files(wave: Wave, link: Link) -> None:
    """What the answers speak of stays as long as they do; what they no longer do goes."""
    rows = wave.files.select_for_update()
    files = not_sent(rows, from_data(wave.version.content), link.answers, link)
    for file in files.values():
        file.link, file.until = link, None
        file.save(update_fields=["link", "until"])
    drop_unsent(link.files.exclude(pk__in=[file.pk for file in files.values()]))


def _spend(link: Link) -> None:
    """Deleted, not marked: there is nothing left that an answer could be tied to."""
    drop_unsent(link.files.all())
    _let_go(link)
    link.delete()


def _let_go(link: Link) -> None:
    """No address stands beside an answer: whoever has begun is not reminded, not even by what is
    in the outbox already."""
    if link.address:
        posting.office().recall(about(link.wave_id), link.address)


def _keep(
    wave: Wave,
    answers: Answers,
    channel: str,
    *,
    name: str,
    now: datetime,
    link: Link | None = None,
) -> Response:
    definition = from_data(wave.version.content)
    counted, problems = checked(definition, answers, may_be_left=channel == Response.Channel.PAPER)
    files = not_sent(wave.files.select_for_update(), definition, counted, link)
    problems += [
        Problem(question.key, Misfit.FILE_GONE)
        for question in definition.questions
        if question.kind is Kind.FILE and question.key in counted and question.key not in files
    ]
    if problems:
        raise DoNotFitError(problems)
    if not counted:
        raise ValidationError(_("Nothing is answered yet. Answer one question at least."))
    response = Response.objects.create(
        wave=wave,
        channel=channel,
        received_on=timezone.localdate(now),
        name=name if wave.naming == Wave.Naming.NAMED and can_be_written(name) else "",
    )
    Answer.objects.bulk_create(
        Answer(
            response=response,
            question=cell.question,
            code=cell.code,
            figure=cell.figure,
            words=cell.words,
        )
        for cell in cells(definition, counted)
    )
    for file in files.values():
        send_with(response, file)
    return response


__all__ = ["DoNotFitError", "LinkSpentError", "WaveOverError"]
