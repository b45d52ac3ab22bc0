"""What Fosseshire has written down: a few documents of each kind, for different readers."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from django.urls import reverse

from trellis.documents import actions as documents
from trellis.documents.actions import Details, Reader, TakenIn, take_in
from trellis.kernel.periods import Span, financial_year
from trellis.kernel.viewer import Viewer
from trellis.performance import actions as performance
from trellis.performance.models import Value
from trellis.web.examples.fosseshire import papers

Made = Callable[[str, tuple[str, ...]], bytes]
PUBLIC, AREA, OWN = "public", "area", "own"


@dataclass(frozen=True)
class Paper:
    """A document before it is made. `ago` is how many days old it is; `{year}` is the year."""

    owner: str
    title: str
    kind: str
    about: str
    make: Made
    ending: str
    readers: str
    tags: tuple[str, ...]
    ago: int
    says: tuple[str, ...]


@dataclass(frozen=True)
class Brought:
    """A file as an upload brings it."""

    name: str
    size: int
    file: io.BytesIO


PAPERS: Final = (
    Paper(
        "amberdale_hub",
        "What the hub will do until {later}",
        "plan",
        "Four aims, who works on each, and how we shall know.",
        papers.pdf,
        "pdf",
        PUBLIC,
        ("hubs", "plans"),
        200,
        (
            "People in every village of Amberdale can get advice on running a group within a week.",
            "Lunch clubs and carers’ groups share one minibus, booked through the hub.",
            "Every spring we ask the groups what was any use, and print what they say.",
        ),
    ),
    Paper(
        "vaf",
        "Starting a group: a guide",
        "guide",
        "From the first meeting to a bank account, with a constitution to copy.",
        papers.odt,
        "odt",
        PUBLIC,
        ("guides", "new groups"),
        420,
        (
            "Three people and a purpose are enough for a first meeting.",
            "Write down what the group is for, who may join and how money is decided on.",
            "Open a bank account that needs two signatures, and keep every receipt.",
        ),
    ),
    Paper(
        "vaf",
        "Minutes of the partners’ meeting, {month}",
        "papers",
        "What was agreed on volunteering, transport and the next return.",
        papers.docx,
        "docx",
        AREA,
        ("meetings",),
        45,
        (
            "The hubs report that more people ask for help with funding bids than last year.",
            "The council will say by the end of the month whether the minibus grant goes on.",
            "Figures for the quarter are due twenty working days after it ends.",
        ),
    ),
    Paper(
        "fosseshire_council",
        "What the council pays for, and what it asks in return",
        "agreement",
        "The agreement with the infrastructure organisation for {year}.",
        papers.pdf,
        "pdf",
        PUBLIC,
        ("funding", "agreements"),
        330,
        (
            "The council pays a quarter of the yearly sum at the beginning of each quarter.",
            "Payment is not held back while a figure is disputed.",
            "Twelve weeks’ notice is given before any change.",
        ),
    ),
    Paper(
        "amberdale_hub",
        "Who has which key",
        "other",
        "For those who open and close the building.",
        papers.text,
        "txt",
        OWN,
        ("building",),
        20,
        ("The front door has four keys; one hangs in the office.", "The shed has one key."),
    ),
)


def write(
    *,
    by: Viewer,
    now: datetime,
    today: date,
    random: Random,
    county: int,
    bodies: Mapping[str, int],
) -> None:
    for paper in PAPERS:
        _add(paper, by, now, today, county, bodies)
    _behind_a_figure(by, now, random, bodies["amberdale_hub"])


def _add(
    paper: Paper, by: Viewer, now: datetime, today: date, county: int, bodies: Mapping[str, int]
) -> None:
    dated = today - timedelta(days=paper.ago)
    year = financial_year(today)
    words = {"later": year.end.year + 2, "year": _named(year), "month": f"{dated:%B %Y}"}
    title, about = paper.title.format(**words), paper.about.format(**words)
    owner = bodies[paper.owner]
    kind = "organisation" if paper.readers == OWN else paper.readers
    documents.add_document(
        area_id=county,
        owner_id=owner,
        details=Details(title, paper.kind, about, dated_on=dated, tags=paper.tags),
        file=file_of(title, paper.says, paper.make, paper.ending),
        readers=[Reader(kind, owner if paper.readers == OWN else None)],
        by=by,
        now=now,
    )


def _named(year: Span) -> str:
    return f"{year.start.year}/{year.end.year % 100:02}"


def file_of(title: str, says: tuple[str, ...], make: Made, ending: str) -> TakenIn:
    content = make(title, says)
    return take_in(Brought(f"{title}.{ending}", len(content), io.BytesIO(content)))


def _behind_a_figure(by: Viewer, now: datetime, random: Random, hub: int) -> None:
    """Attendance sheets behind the newest figure that the hub counted."""
    counted = Value.objects.filter(provider_id=hub, state="measured")
    value = counted.select_related("indicator", "version", "place").latest("period_end", "id")
    period = Span(value.period_start, value.period_end)
    where = ["fosseshire", value.indicator.number, value.place.code, period.code]
    days = (f"Workshop {number}: {random.randint(6, 24)} came." for number in range(1, 5))
    performance.attach_evidence(
        value_id=value.pk,
        title="Attendance at the hub’s workshops",
        about="How many came to each, from the sheets at the door; no names.",
        file=file_of("Attendance at the hub’s workshops", tuple(days), papers.text, "txt"),
        is_public=False,
        label=f"{value.indicator.number}. {value.version.title}, {value.place.name}",
        address=f"{reverse('performance:made', args=where)}?provider={hub}",
        by=by,
        now=now,
    )
