"""What can be chosen in forms and filters, in words."""

from django.db.models import Count
from django.utils.text import capfirst

from trellis.documents.models import Document, Tag
from trellis.documents.policy import DOCUMENT
from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations

MOST_TAGS = 30


def kinds() -> list[tuple[str, str]]:
    return [(code, capfirst(str(words))) for code, words in Document.Kind.choices]


def owners_to_add_for(viewer: Viewer, area_id: int) -> list[tuple[int, str]]:
    """The bodies of the area whose documents the viewer keeps, by name."""
    own = viewer.organisations_with(Capability.DOCUMENT_KEEP)
    return sorted(organisations.named_in(area_id, own).items(), key=lambda one: one[1].casefold())


def tags_of(viewer: Viewer, area_id: int) -> list[tuple[str, str]]:
    """The most used tags of the documents that the viewer may see, by their word."""
    seen = DOCUMENT.rows(viewer, Document.objects.filter(area_id=area_id))
    found = Tag.objects.filter(document__in=seen).values("folded").annotate(times=Count("id"))
    folded = [row["folded"] for row in found.order_by("-times", "folded")[:MOST_TAGS]]
    words = Tag.objects.filter(document__in=seen, folded__in=folded).order_by("-id")
    spelt = dict(words.values_list("folded", "word"))
    return sorted(spelt.items())


def owners_of(viewer: Viewer, area_id: int) -> list[tuple[int, str]]:
    """The bodies whose documents the viewer may see some of, by name."""
    seen = DOCUMENT.rows(viewer, Document.objects.filter(area_id=area_id).exclude(owner=None))
    ids = seen.order_by().values_list("owner_id", flat=True).distinct()
    return sorted(organisations.named(ids).items(), key=lambda one: one[1].casefold())
