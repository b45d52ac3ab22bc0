"""The round of a period: its dates, returns, and what was said of them."""

import io
from datetime import date, timedelta
from typing import Any

from tests.factories.making import NOW, filled
from tests.factories.organisations import make_organisation
from tests.factories.performance import QUARTER, make_framework, make_indicator
from trellis.kernel import files
from trellis.performance import models as of
from trellis.performance.queries.published import FOLDER
from trellis.performance.rules.publishing import canonical

# Of the quarter from July to September 2026.
DATES = {
    "opens_on": date(2026, 10, 1),
    "due_on": date(2026, 10, 28),
    "checked_by": date(2026, 11, 11),
    "meets_on": date(2026, 11, 18),
    "publishes_on": date(2026, 11, 25),
}


def make_round_dates(**given: Any) -> of.RoundDates:
    return of.RoundDates.objects.create(
        **filled(given, framework=make_framework, **QUARTER, **DATES, recorded_at=NOW)
    )


def make_return(**given: Any) -> of.Return:
    framework = given.pop("framework", None) or make_framework()
    return of.Return.objects.create(
        **filled(
            given,
            framework=framework,
            provider=lambda: make_organisation(area=framework.area),
            **QUARTER,
        )
    )


def make_return_acceptor(**given: Any) -> of.ReturnAcceptor:
    of_return = given.pop("of_return", None) or make_return()
    return of.ReturnAcceptor.objects.create(
        **filled(
            given,
            of_return=of_return,
            organisation=lambda: make_organisation(area=of_return.framework.area),
        )
    )


def make_return_step(**given: Any) -> of.ReturnStep:
    return of.ReturnStep.objects.create(
        **filled(given, of_return=make_return, move="hand_in", at=NOW)
    )


def make_unlock(**given: Any) -> of.Unlock:
    return of.Unlock.objects.create(
        **filled(
            given,
            of_return=make_return,
            reason="Two sessions were counted twice",
            given_at=NOW,
            until_at=NOW + timedelta(days=5),
        )
    )


def make_self_assessment(**given: Any) -> of.SelfAssessment:
    indicator = given.pop("indicator", None) or make_indicator()
    area = indicator.framework.area
    return of.SelfAssessment.objects.create(
        **filled(
            given,
            indicator=indicator,
            place=area,
            provider=lambda: make_organisation(area=area),
            rating="on_track",
            recorded_at=NOW,
            **QUARTER,
        )
    )


def make_line_question(**given: Any) -> of.LineQuestion:
    of_return = given.pop("of_return", None) or make_return()
    return of.LineQuestion.objects.create(
        **filled(
            given,
            of_return=of_return,
            indicator=lambda: make_indicator(framework=of_return.framework),
            place=of_return.framework.area,
            words="Does it hold the open morning in July?",
            asked_at=NOW,
        )
    )


def make_publication(**given: Any) -> of.Publication:
    return of.Publication.objects.create(
        **filled(
            given,
            framework=make_framework,
            number=1,
            known_at=NOW,
            published_at=NOW,
            digest="0" * 64,
            **QUARTER,
        )
    )


def make_published_file(**given: Any) -> of.PublishedFile:
    return of.PublishedFile.objects.create(
        **filled(
            given,
            publication=make_publication,
            name="fosseshire-2026-q2.pdf",
            media_type="application/pdf",
            size=0,
            digest="0" * 64,
        )
    )


def make_publication_run(**given: Any) -> of.PublicationRun:
    return of.PublicationRun.objects.create(
        **filled(given, framework=make_framework, number=1, known_at=NOW, touched_at=NOW, **QUARTER)
    )


def make_kept_publication(**given: Any) -> of.Publication:
    """With pages that can be opened: of the area, of the pack, and of the place whose code is
    `code`."""
    code = given.pop("code", "")
    row = make_publication(**given)
    paper = {
        "title": "Together, Q2 2026/27",
        "eyebrow": "July to September 2026",
        "place": "Together",
        "headline": "Of 3 things that were wanted, 2 came about in full.",
        "tables": [],
        "closing": {"title": "How this was made", "facts": []},
        "pdf": "sheet.pdf",
    }
    area = paper | {
        "indicators": {"lead": "", "head": [], "rows": []},
        "places": [{"code": code, "name": "Ambley"}] if code else [],
        "provisional": [],
    }
    pages = {"area.json": area, "funders-pack.json": paper, "figures.json": {"figures": []}}
    contents = {name: canonical(said) for name, said in pages.items()} | {"sheet.pdf": b"%PDF"}
    if code:
        contents[f"place-{code}.json"] = canonical(paper)
    for name, content in contents.items():
        kept = files.keep(io.BytesIO(content), folder=FOLDER)
        media = "application/json" if name.endswith("json") else "application/pdf"
        make_published_file(
            publication=row, name=name, media_type=media, size=kept.size, digest=kept.digest
        )
    return row
