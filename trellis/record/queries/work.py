"""What of this room waits for somebody: what was done otherwise, says whom it was for, and what
they have not answered yet. Nothing of it has a last day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.deadlines import Due
from trellis.kernel.viewer import Viewer
from trellis.record import words
from trellis.record.models import Activity, BeneficiaryReply
from trellis.record.queries.answering import Answer, last_answer


def due_for(viewer: Viewer, today: date) -> list[Due]:  # noqa: ARG001
    """Of bodies the viewer records for: what is disputed, by organisation. Of organisations whose
    entry the viewer keeps: one quiet line each with how much they have not answered."""
    return [*_disputed(viewer), *_unanswered(viewer)]


def _disputed(viewer: Viewer) -> Iterable[Due]:
    own = viewer.organisations_with(Can.ACTIVITY_RECORD)
    if not own:
        return
    # From the few that were ever disputed, not from all that a body has done.
    ever = BeneficiaryReply.objects.filter(confirms=False, activity__provider__in=own)
    rows = (
        Activity.objects.filter(pk__in=ever.values("activity"), stands=True)
        .exclude(organisation=None)
        .exclude(area__standing="documented")
        .annotate(said=last_answer())
        .filter(said=False)
        .select_related("area", "organisation", "service_type")
        .order_by("organisation_id", "on", "id")
    )
    by_body: dict[int, list[Activity]] = {}
    for row in rows:
        by_body.setdefault(row.organisation_id or 0, []).append(row)
    for many in by_body.values():
        yield _due(many)


def _due(many: list[Activity]) -> Due:
    first = many[0]
    assert first.organisation is not None
    said = ngettext(
        "%(body)s says that it was otherwise",
        "%(body)s says of %(count)d things that they were otherwise",
        len(many),
    )
    named = words.named_on(first.service_type.name, first.on)
    why = _("%(what)s. It counts as you recorded it: correct it, withdraw it, or talk to them.")
    more = _("%(what)s, and others. They count as you recorded them: read what they said.")
    return Due(
        title=said % {"body": first.organisation.name, "count": len(many)},
        why=(why if len(many) == 1 else more) % {"what": named},
        due=None,
        step=_("Read what they said"),
        url=f"{_page(first.area.slug, first.organisation.pk)}?answer={Answer.DISPUTED}",
    )


def _unanswered(viewer: Viewer) -> Iterable[Due]:
    own = viewer.organisations_with(Can.ORGANISATION_EDIT)
    if not own:
        return
    rows = (
        Activity.objects.filter(organisation__in=own, stands=True)
        .exclude(area__standing="documented")
        .annotate(said=last_answer())
        .filter(said=None)
        .order_by()
    )
    counted = rows.values("organisation_id", name=F("organisation__name"), slug=F("area__slug"))
    for one in counted.annotate(count=Count("pk")).order_by("organisation_id"):
        title = ngettext(
            "%(count)d thing was done for %(name)s, others say",
            "%(count)d things were done for %(name)s, others say",
            one["count"],
        )
        yield Due(
            title=title % one,
            why=_("Say whether it was so, when you have a moment. It counts either way."),
            due=None,
            step=_("Look at them"),
            url=f"{_page(one['slug'], one['organisation_id'])}?answer={Answer.WAITING}",
        )


def _page(area_slug: str, organisation_id: int) -> str:
    return reverse("record:done_for", args=[area_slug, organisation_id])
