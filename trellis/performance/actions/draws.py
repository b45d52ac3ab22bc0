"""Drawing lines by lot, and saying what was found under them."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trellis.kernel import audit
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance import events
from trellis.performance.models import (
    Draw,
    DrawnLine,
    FindingReply,
    Framework,
    LineFinding,
    PeerReview,
    Return,
    Value,
)
from trellis.performance.policy import DRAW, RETURN
from trellis.performance.queries.draws import HANDED_IN, handed_in, key_of
from trellis.performance.rules import sampling


@act
def draw_sample(*, return_id: int, by: Viewer, now: datetime, once: str = "") -> Draw:
    """Draw lines of a return that was handed in. Once: nobody draws again until it suits."""
    rows = Return.objects.select_for_update(of=("self",)).select_related("framework")
    row = RETURN.get(by, rows, "draw", pk=return_id)
    do_once(once, now=now)
    if row.stage not in HANDED_IN:
        raise ValidationError(_("It is not handed in: there is nothing to draw from yet."))
    if Draw.objects.filter(of_return=row).exists():
        raise ValidationError(_("Lines of it are drawn already. They are drawn once."))
    span = Span(row.period_start, row.period_end)
    lines = handed_in(row.framework_id, row.provider_id, span)
    if not lines:
        raise ValidationError(_("Nothing was recorded in it: there is nothing to draw from."))
    provider = organisations.named([row.provider_id])[row.provider_id]
    draw = begin_draw(row.framework, f"{span.code} {provider}", by=by, now=now, of_return=row)
    write_lines(draw, lines, DrawnLine.Kind.FIGURE, sampling.size_for_return(len(lines)))
    sign(events.LinesDrawn(draw.pk), by=by, now=now, of=f"return:{row.pk}", fields=["draw"])
    return draw


def begin_draw(
    framework: Framework,
    what: str,
    *,
    by: Viewer,
    now: datetime,
    of_return: Return | None = None,
    review: PeerReview | None = None,
) -> Draw:
    """The seed: of what is drawn from, and of the audit as it stands, which nobody chooses."""
    head = audit.head()
    made_of = f"{framework.slug} {what} {head or _('no seal yet')}"
    return Draw.objects.create(
        framework=framework,
        of_return=of_return,
        review=review,
        made_of=made_of,
        seed=sampling.seed_of(made_of),
        drawn_at=now,
        drawn_by_id=by.account_id,
    )


def write_lines(draw: Draw, rows: Sequence[Value], kind: str, count: int, after: int = 0) -> None:
    """The whole list the draw is made from, so that it can be repeated."""
    keys = [key_of(row) for row in rows]
    drawn = set(sampling.draw(draw.seed, keys, count))
    DrawnLine.objects.bulk_create(
        DrawnLine(
            draw=draw,
            number=number,
            key=key,
            of_kind=kind,
            value=row,
            is_drawn=key in drawn,
        )
        for number, (key, row) in enumerate(zip(keys, rows, strict=True), start=after + 1)
    )


@act
def look_at_line(
    *,
    drawn_id: int,
    result: str,
    words: str,
    instead: str,
    by: Viewer,
    now: datetime,
    seen: str | None = None,
    once: str = "",
) -> LineFinding:
    """Say what was found under a line that was drawn. Raises EditedMeanwhileError where somebody
    else has said something since (`seen`: the mark of what there was)."""
    line = _held(drawn_id, by, "look")
    do_once(once, now=now)
    newest = line.findings.order_by("-found_at", "-id").first()
    refuse_if_edited(seen, str(newest.pk) if newest else "")
    if (result == LineFinding.Result.DIFFERS) != bool(instead):
        raise ValidationError({"instead": _misfit(instead)})
    row = LineFinding.objects.create(
        line=line,
        result=result,
        words=words,
        instead=instead,
        found_at=now,
        found_by_id=by.account_id,
    )
    event = events.LineLookedAt(row.pk)
    sign(event, by=by, now=now, of=f"drawnline:{line.pk}", fields=["finding"])
    return row


@act
def answer_finding(
    *, finding_id: int, words: str, by: Viewer, now: datetime, once: str = ""
) -> FindingReply:
    """What the provider says to a finding, once."""
    finding = LineFinding.objects.select_related("line__draw").get(pk=finding_id)
    _held(finding.line_id, by, "answer")
    do_once(once, now=now)
    if FindingReply.objects.filter(finding=finding).exists():
        raise ValidationError(
            _("A colleague has replied to it. One reply stands for each finding.")
        )
    row = FindingReply.objects.create(
        finding=finding, words=words, replied_at=now, replied_by_id=by.account_id
    )
    event = events.FindingAnswered(row.pk)
    sign(event, by=by, now=now, of=f"drawnline:{finding.line_id}", fields=["reply"])
    return row


def _held(drawn_id: int, by: Viewer, rule: str) -> DrawnLine:
    """One at a time: the line's draw is held while something is said of it."""
    line = DrawnLine.objects.get(pk=drawn_id, is_drawn=True)
    DRAW.get(by, Draw.objects.select_for_update(of=("self",)), rule, pk=line.draw_id)
    return line


def _misfit(instead: str) -> str:
    if instead:
        return _("Remove what was found instead, or say that it differs.")
    return _("Say what was found instead.")
