"""What was published: the pages and files of a period as they were kept, for everybody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trellis.kernel.capabilities import Capability
from trellis.kernel.handing_out import SANDBOX
from trellis.kernel.http import Request, about_record
from trellis.performance import queries
from trellis.performance.exports.publication import AREA, PACK, sheet_page
from trellis.performance.queries import FrameworkFacts, PublicationFacts
from trellis.performance.queries import published as kept
from trellis.performance.views.asked import read_span
from trellis.performance.words import span_short, span_words

View = Callable[..., HttpResponse]
LARGEST_NUMBER = 32_767  # no database holds a larger one in that column


@dataclass(frozen=True)
class Shown:
    """A publication and all there are of its period, newest first."""

    facts: FrameworkFacts
    one: PublicationFacts
    every: Sequence[PublicationFacts]
    may_publish: bool

    @property
    def code(self) -> str:
        return self.one.span.code

    @property
    def newest(self) -> PublicationFacts:
        return self.every[0]

    @property
    def followed_by(self) -> PublicationFacts | None:
        """The one that took its place."""
        return next((one for one in self.every if one.number == self.one.number + 1), None)

    @property
    def suffix(self) -> str:
        """What links among its pages carry on: the number, where it is not the newest."""
        return "" if self.one.number == self.newest.number else f"?number={self.one.number}"


def told_if_altered(view: View) -> View:
    """What is kept is looked at before it is handed out: what is not as it was published stays
    where it is, and the page says so."""

    @wraps(view)
    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except queries.AlteredFileError:
            return render(request, "performance/published/altered.html", status=503)

    return answer


@require_safe
def all_published(request: Request, slug: str) -> HttpResponse:
    """Every period that was published, with all that was ever published of it."""
    facts = _framework(request, slug)
    held: dict[Any, list[PublicationFacts]] = {}
    for one in queries.publications(facts):
        held.setdefault(one.span, []).append(one)
    context = {
        "facts": facts,
        "periods": list(held.items()),
        "crumbs": _crumbs(facts, (_("Published"), "")),
        "contents": _room(facts, "all_published"),
    }
    return render(request, "performance/published/all.html", context)


@require_safe
@told_if_altered
def published(request: Request, slug: str, period: str) -> HttpResponse:
    """The whole area as it was published."""
    shown = _shown(request, slug, period)
    said = kept.page(shown.one, AREA)
    context = _page(shown, said, (span_short(shown.one.span), ""), "published")
    files = [_offer(shown, one) for one in shown.one.files if not one.name.endswith(".json")]
    papers = ("sheet-", "funders-pack-")
    context["files"] = [one for one in files if not one["label"].startswith(papers)]
    context["papers"] = [one for one in files if one["label"].startswith(papers)]
    context["body"] = drawn(shown.one, AREA)
    return render(request, "performance/published/period.html", context)


@require_safe
@told_if_altered
def place(request: Request, slug: str, period: str, code: str) -> HttpResponse:
    """The sheet of one place."""
    shown = _shown(request, slug, period)
    return _paper(request, shown, sheet_page(code), "published_place", code)


@require_safe
@told_if_altered
def pack(request: Request, slug: str, period: str) -> HttpResponse:
    """The funders' pack."""
    shown = _shown(request, slug, period)
    return _paper(request, shown, PACK, "published_pack")


@require_safe
@told_if_altered
def file(request: Request, slug: str, period: str, number: int, name: str) -> HttpResponse:
    """A file as it was published, always to be saved; or the list of them, which its digest is
    taken of."""
    facts = _framework(request, slug)
    if number > LARGEST_NUMBER:
        raise Http404
    one, _every = queries.publication(facts, read_span(period), number)
    if name == kept.MANIFEST:
        digest, media_type = one.digest, kept.JSON
    else:
        found = one.file(name)
        digest, media_type = found.digest, found.media_type
    response = HttpResponse(kept.content(digest), content_type=media_type)
    header = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = header or "attachment"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _framework(request: Request, slug: str) -> FrameworkFacts:
    facts = queries.framework(request.viewer, slug)
    about_record(request, facts.area_slug, facts.standing)
    return facts


def _shown(request: Request, slug: str, period: str) -> Shown:
    """404 for a period that was not published, and for a number there is none of."""
    facts = _framework(request, slug)
    typed = request.GET.get("number", "")
    if typed and not (typed.isascii() and typed.isdecimal() and len(typed) < 5):
        raise Http404
    one, every = queries.publication(facts, read_span(period), int(typed) if typed else None)
    may_publish = facts.area_id in request.viewer.places_with(Capability.ROUND_KEEP)
    return Shown(facts, one, every, may_publish)


def _paper(request: Request, shown: Shown, name: str, current: str, code: str = "") -> HttpResponse:
    said = kept.page(shown.one, name)
    whole = reverse("performance:published", args=[shown.facts.slug, shown.code]) + shown.suffix
    title = said["place"] if code else _("Funders’ pack")
    context = _page(shown, said, (title, ""), current, code, up=whole)
    context["body"] = drawn(shown.one, name)
    context["title"] = title
    context["pdf"] = _offer(shown, shown.one.file(said["pdf"]))
    return render(request, "performance/published/paper.html", context)


def _page(
    shown: Shown,
    said: dict[str, Any],
    crumb: tuple[str, str],
    current: str,
    code: str = "",
    up: str = "",
) -> dict[str, Any]:
    facts, one = shown.facts, shown.one
    period = [(span_short(one.span), up)] if up else []
    return {
        "facts": facts,
        "shown": shown,
        "one": one,
        "said": said,
        "span_words": span_words(one.span),
        "manifest": reverse(
            "performance:published_file",
            args=[facts.slug, shown.code, one.number, kept.MANIFEST],
        ),
        "crumbs": _crumbs(
            facts,
            (_("Published"), reverse("performance:all_published", args=[facts.slug])),
            *period,
            crumb,
        ),
        "contents": _contents(shown, current, code),
    }


def _crumbs(facts: FrameworkFacts, *crumbs: tuple[str, str]) -> list[dict[str, str]]:
    area = (facts.short_title, reverse("performance:area", args=[facts.slug]))
    first = (_("How we are doing"), reverse("performance:frameworks"))
    return [{"label": label, "url": url} for label, url in (first, area, *crumbs)]


def _room(facts: FrameworkFacts, current: str) -> list[dict[str, Any]]:
    entries = [
        ("area", facts.area_name),
        ("providers", _("Providers")),
        ("framework", _("What is looked at")),
        ("downloads", _("Take it with you")),
        ("all_published", _("Published")),
    ]
    return [
        {
            "label": label,
            "url": reverse(f"performance:{name}", args=[facts.slug]),
            "current": name == current,
        }
        for name, label in entries
    ]


def _contents(shown: Shown, current: str, code: str) -> list[dict[str, Any]]:
    """The left list: the pages of this publication."""
    args = [shown.facts.slug, shown.code]
    places = kept.page(shown.one, AREA)["places"]
    entries = [
        (shown.facts.area_name, reverse("performance:published", args=args), "published", ""),
        (
            _("Funders’ pack"),
            reverse("performance:published_pack", args=args),
            "published_pack",
            "",
        ),
        *(
            (
                one["name"],
                reverse("performance:published_place", args=[*args, one["code"]]),
                "published_place",
                one["code"],
            )
            for one in places
        ),
    ]
    return [
        {"label": label, "url": url + shown.suffix, "current": (name, of) == (current, code)}
        for label, url, name, of in entries
    ]


def _offer(shown: Shown, one: Any) -> dict[str, str]:
    return {
        "label": one.name,
        "size": filesizeformat(one.size),
        "url": reverse(
            "performance:published_file",
            args=[shown.facts.slug, shown.code, shown.one.number, one.name],
        ),
    }


def drawn(one: PublicationFacts, name: str) -> str:
    """The inner part of the page. It is the same for everybody and never another, so each process
    draws it once for each language."""
    return _drawn(one.file(name).digest, get_language() or "")


@lru_cache(maxsize=48)
def _drawn(digest: str, language: str) -> str:  # noqa: ARG001
    said = kept.page_under(digest)
    context = {"said": said, "sections": sections(said["tables"])}
    return render_to_string("performance/published/body.html", context)


def sections(tables: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts as the page lays them out: each cell with the heading it stands under, on a
    narrow screen; the first of a row is its header."""
    return [
        {
            "title": one["title"],
            "lead": one["lead"],
            "items": one.get("items", []),
            "head": [
                {"label": label, "number": width > 0}
                for label, width in zip(one["head"], one["widths"], strict=True)
            ],
            "rows": [_row(one, at, row) for at, row in enumerate(one["rows"])],
        }
        for one in tables
    ]


def _row(one: dict[str, Any], at: int, row: Sequence[str]) -> dict[str, Any]:
    rated, codes = one.get("rated", -1), one.get("codes", [])
    return {
        "header": row[0],
        "cells": [
            {
                "label": one["head"][across],
                "words": words,
                "number": one["widths"][across] > 0,
                "code": codes[at] if across == rated else "",
            }
            for across, words in enumerate(row)
            if across
        ],
    }
