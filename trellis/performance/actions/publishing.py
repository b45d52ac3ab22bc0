"""Publishing a period, and restating what was published.

Whoever publishes asks for it; the worker makes the files. They go into the store first, and the
publication with its list of files comes last, in one act: until then nothing of it is public, and
a worker that is killed half-way leaves files that nobody speaks of, which are swept.
"""

import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.kernel import audit, files
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.models import Framework, Publication, PublicationRun, PublishedFile
from trellis.performance.policy import FRAMEWORK
from trellis.performance.queries.frameworks import framework as facts_of
from trellis.performance.queries.published import (
    FOLDER,
    PublicationFacts,
    manifest_of,
)
from trellis.performance.queries.publishing import MOST_TRIES, Publishing, RunFacts, publishing
from trellis.performance.queries.telling import bar_words, effect_words
from trellis.performance.rules.publishing import Bar, Difference, FileFacts

_SETTLED: Final = timedelta(hours=1)  # by then the act that speaks of a file is done


@act
def publish_round(
    *, by: Viewer, now: datetime, framework: Framework, period: Span, why: str = "", once: str = ""
) -> PublicationRun:
    """Ask for the period to be published for the first time, as it is known now. `why` is needed
    before the meeting's day and while a return is not accepted.

    Raises ValidationError with what stands in the way, in words.
    """
    row, standing = _held(framework, period, by=by, now=now)
    do_once(once, now=now)
    if standing.newest is not None:
        raise ValidationError(bar_words(Bar.PUBLISHED))
    _refuse(standing.bars(timezone.localdate(now)), why=why)
    return _ask(row, standing, by=by, now=now, reason=why)


@act
def restate_round(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    period: Span,
    reason: str,
    effect: str = "",
    seen: int | None = None,
    once: str = "",
) -> PublicationRun:
    """Ask for what differs by now from what was published to be published with the mark (R).
    `effect` is what the publisher adds to the effect that is worked out, `seen` the number of the
    publication whose differences they looked at.

    Raises ValidationError where nothing is published, nothing differs, or somebody else was
    quicker.
    """
    row, standing = _held(framework, period, by=by, now=now)
    do_once(once, now=now)
    if standing.newest is None:
        raise ValidationError(bar_words(Bar.NOT_PUBLISHED))
    if seen is not None and seen != standing.newest.number and not standing.standing.is_being_made:
        raise ValidationError(_("Somebody restated it meanwhile. Look at what differs now."))
    _refuse(standing.bars(timezone.localdate(now)), why=reason)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is restated.")})
    return _ask(row, standing, by=by, now=now, reason=reason, words=effect)


def _held(
    framework: Framework, period: Span, *, by: Viewer, now: datetime
) -> tuple[Framework, Publishing]:
    row = Framework.objects.select_for_update().get(pk=framework.pk)
    FRAMEWORK.require(by, "round", row)
    facts = facts_of(by, row.slug)
    return row, publishing(facts, period, today=timezone.localdate(now))


def _refuse(found: Sequence[Bar], *, why: str) -> None:
    fixed = [bar_words(one) for one in found if not one.gives_way]
    if fixed:
        raise ValidationError(fixed)
    if found and not why.strip():
        raise ValidationError({"why": [bar_words(one) for one in found]})


def _ask(
    row: Framework,
    standing: Publishing,
    *,
    by: Viewer,
    now: datetime,
    reason: str,
    words: str = "",
) -> PublicationRun:
    try:
        with transaction.atomic():
            run = PublicationRun.objects.create(
                framework=row,
                period_start=standing.span.start,
                period_end=standing.span.end,
                number=standing.next_number,
                known_at=now,
                asked_by_id=by.account_id,
                reason=reason.strip(),
                words=words.strip(),
                audit_head=str(audit.head() or ""),
                touched_at=now,
            )
    except IntegrityError as fault:
        raise ValidationError(bar_words(Bar.BEING_MADE)) from fault
    event = events.PublicationAsked(run.pk)
    sign(event, by=by, now=now, of=f"framework:{row.pk}", why=run.reason)
    return run


# --- what the worker does of it ------------------------------------------------------------------


def begin_making(*, run_id: int, now: datetime) -> bool:
    """Whether it is to be made now: it was asked for, and did not fail too often. What an earlier
    try has left in the store is made anew, to the same bytes."""
    with transaction.atomic():
        run = PublicationRun.objects.select_for_update().filter(pk=run_id).first()
        if run is None or run.stage != PublicationRun.Stage.ASKED:
            return False
        run.tries, run.touched_at, run.done = run.tries + 1, now, 0
        run.save(update_fields=["tries", "touched_at", "done"])
        return run.tries <= MOST_TRIES


def keep_file(*, run_id: int, name: str, media_type: str, data: bytes) -> FileFacts:
    """Into the store, and on the page that says how far the making is."""
    kept = files.keep(io.BytesIO(data), folder=FOLDER)
    made = PublicationRun.objects.get(pk=run_id)
    made.done += 1
    made.save(update_fields=["done"])
    return FileFacts(name, media_type, kept.size, kept.digest)


@act
def give_up_making(*, run_id: int, by: Viewer, now: datetime) -> None:
    """After several tries: somebody must look. It can be asked for again."""
    run = PublicationRun.objects.select_for_update().get(pk=run_id)
    run.stage, run.touched_at = PublicationRun.Stage.FAILED, now
    run.save(update_fields=["stage", "touched_at"])
    event = events.PublicationFailed(run.pk)
    sign(event, by=by, now=now, of=f"framework:{run.framework_id}")


@act
def keep_publication(
    *,
    run: RunFacts,
    made: Sequence[FileFacts],
    differing: Sequence[Difference],
    by: Viewer,
    now: datetime,
) -> Publication | None:
    """The publication itself, once all its files are kept. None where another was quicker."""
    row = PublicationRun.objects.select_for_update().select_related("framework").get(pk=run.id)
    if row.stage != PublicationRun.Stage.ASKED:
        return None
    facts, previous = _facts_of(row, differing, now=now)
    listing = manifest_of(row.framework.slug, facts, previous, made)
    kept = files.keep(io.BytesIO(listing), folder=FOLDER)
    publication = Publication.objects.create(
        framework=row.framework,
        period_start=row.period_start,
        period_end=row.period_end,
        number=facts.number,
        known_at=facts.known_at,
        published_at=facts.published_at,
        published_by_id=row.asked_by_id,
        digest=kept.digest,
        audit_head=facts.audit_head,
        reason=facts.reason,
        effect=facts.effect,
    )
    PublishedFile.objects.bulk_create(
        PublishedFile(
            publication=publication,
            name=one.name,
            media_type=one.media_type,
            size=one.size,
            digest=one.digest,
        )
        for one in made
    )
    row.stage, row.touched_at = PublicationRun.Stage.MADE, now
    row.save(update_fields=["stage", "touched_at"])
    event = (events.RoundRestated if facts.restated else events.RoundPublished)(publication.pk)
    # The digest stands in the audit, too, so that whoever rewrites the publication with all its
    # files must rewrite the chain as well.
    sign(event, by=by, now=now, of=f"publication:{publication.pk}", why=f"SHA-256 {kept.digest}")
    return publication


def _facts_of(
    row: PublicationRun, differing: Sequence[Difference], *, now: datetime
) -> tuple[PublicationFacts, str]:
    """What is to be published, and the digest of what was published before it."""
    span = Span(row.period_start, row.period_end)
    facts = PublicationFacts(
        id=0,
        span=span,
        number=row.number,
        known_at=row.known_at,
        published_at=now,
        digest="",
        audit_head=row.audit_head,
        reason=row.reason,
        effect=effect_words(differing, row.words) if row.number > 1 else "",
    )
    before = Publication.objects.filter(
        framework_id=row.framework_id,
        period_start=row.period_start,
        period_end=row.period_end,
        number=row.number - 1,
    ).first()
    return facts, before.digest if before else ""


def sweep_publications(*, now: datetime) -> int:
    """Let go of what lies in the store and no publication speaks of, left by a worker that was
    killed; not while one is being made, which may speak of it yet."""
    if PublicationRun.objects.filter(stage=PublicationRun.Stage.ASKED).exists():
        return 0
    spoken_of = set(PublishedFile.objects.values_list("digest", flat=True)) | set(
        Publication.objects.values_list("digest", flat=True)
    )
    swept = 0
    for digest in list(files.all_in(FOLDER)):
        if digest in spoken_of or files.kept_at(FOLDER, digest) > now - _SETTLED:
            continue
        files.let_go(FOLDER, digest)
        swept += 1
    return swept
