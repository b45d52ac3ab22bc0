"""What activities can serve and be about, for whoever keeps it."""

from trellis.kernel.policy import ReadOnlyError
from trellis.kernel.viewer import Viewer
from trellis.record import words
from trellis.record.models import Tag
from trellis.record.policy import TAG


def issue_to_keep(viewer: Viewer, area_slug: str, tag_id: int) -> Tag:
    """404 where there is none, 403 for whoever does not keep the record of the area, in words
    where nobody changes it any more."""
    rows = Tag.objects.select_related("area").filter(kind=Tag.Kind.ISSUE)
    row = TAG.get(viewer, rows, "keep", area__slug=area_slug, pk=tag_id)
    if not TAG.allows(viewer, "edit", row):
        raise ReadOnlyError(words.why_read_only(row.area.standing, row.area.name))
    return row


def may_keep_issue(viewer: Viewer, tag: Tag) -> bool:
    return TAG.allows(viewer, "edit", tag)
