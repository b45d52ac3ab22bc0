"""What of this room is due to somebody: agreements that end, and nothing follows them yet."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Exists, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.funding.models import Agreement
from trellis.funding.queries.rows import ending_soon, followers_of
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.deadlines import Due
from trellis.kernel.viewer import Viewer


def due_for(viewer: Viewer, today: date) -> list[Due]:
    """Of bodies the viewer signs for: what they pay, and what they are paid by, that ends within
    ninety days with nothing after it. Several that end on one day are one line."""
    own = viewer.organisations_with(Can.AGREEMENT_KEEP)
    if not own:
        return []
    paid: dict[tuple[int, date], list[Agreement]] = {}
    found = []
    for row in _ending(own, today):
        if row.payer_id in own:
            paid.setdefault((row.payer_id, row.ends_on), []).append(row)
        else:
            found.append(_to_ask(row))
    return [*(_to_say(rows) for rows in paid.values()), *found]


def _ending(own: Collection[int], today: date) -> QuerySet[Agreement]:
    after = Agreement.objects.filter(followers_of())
    return (
        Agreement.objects.filter(
            Q(payer_id__in=own) | Q(provider_id__in=own), ending_soon(today), ~Exists(after)
        )
        .exclude(area__standing="documented")
        .select_related("area", "payer", "provider")
        .order_by("ends_on", "id")
    )


def _to_say(rows: list[Agreement]) -> Due:
    """For whoever pays."""
    first = rows[0]
    if len(rows) == 1:
        title = _("%(title)s, paid to %(body)s, ends") % {
            "title": first.title,
            "body": first.provider.name,
        }
        url = _url(first)
    else:
        title = ngettext(
            "%(count)d agreement that %(body)s pays ends",
            "%(count)d agreements that %(body)s pays end",
            len(rows),
        ) % {"count": len(rows), "body": first.payer.name}
        url = reverse("funding:area", args=[first.area.slug])
    return Due(
        title=title,
        why=_("It ends on %(day)s, and nobody has said what follows.") % {"day": _last(first)}
        if len(rows) == 1
        else _("They end on %(day)s, and nobody has said what follows.") % {"day": _last(first)},
        due=first.ends_on - timedelta(days=1),
        step=_("Say what follows"),
        url=url,
    )


def _to_ask(row: Agreement) -> Due:
    """For whoever is paid."""
    return Due(
        title=_("%(title)s, paid by %(body)s, ends") % {"title": row.title, "body": row.payer.name},
        why=_("It ends on %(day)s, and %(body)s has not said what follows.")
        % {"day": _last(row), "body": row.payer.name},
        due=row.ends_on - timedelta(days=1),
        step=_("Read it, and ask them"),
        url=_url(row),
    )


def _last(row: Agreement) -> str:
    return date_format(row.ends_on - timedelta(days=1), "j F Y")


def _url(row: Agreement) -> str:
    return reverse("funding:agreement", args=[row.area.slug, row.pk])
