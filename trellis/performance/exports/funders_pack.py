"""What the funders have before them when they meet: what was expected and handed in, what is not
met and what its providers say, what was restated, and each provider on a sheet."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.performance import words
from trellis.performance.exports import saying
from trellis.performance.exports.editions import Whole
from trellis.performance.exports.sections import (
    Said,
    closing,
    paper,
    section,
    with_content,
    with_marks,
    with_signs,
)
from trellis.performance.queries import Line, ReturnFacts, difference_words, named
from trellis.performance.rules.codes import SelfRating, ValueState
from trellis.performance.rules.ratings import Outcome
from trellis.performance.rules.rounds import Share, timeliness
from trellis.performance.words.rounds import SELF_RATINGS

_NOT_OWED = (ValueState.NOT_APPLICABLE, ValueState.NOT_DUE)


def funders_pack(whole: Whole) -> Said:
    """In the shape that `report.typ` takes, and the page too."""
    pack = whole.pack
    head = paper(
        pack,
        title=_("Funders’ pack"),
        eyebrow=_("For the funders’ meeting: %(period)s") % {"period": words.span_words(pack.span)},
        place=pack.facts.area_name,
        headline=_headline(whole),
    )
    parts = [
        _handed_in(whole),
        _not_met(whole),
        _provisional(whole),
        _restated(whole),
        _challenged(whole),
        *_providers(whole),
    ]
    return {**head, "tables": with_content(parts), "closing": closing(pack)}


def _headline(whole: Whole) -> str:
    on_time, given = _on_time(whole), _given(whole.pack.provided)
    told = [saying.headline(whole.pack)]
    if on_time.all:
        told.append(
            ngettext(
                "%(some)s of %(all)s return was handed in on time.",
                "%(some)s of %(all)s returns were handed in on time.",
                on_time.all,
            )
            % {"some": on_time.some, "all": on_time.all}
        )
    if given.all:
        told.append(_share_words(given))
    return " ".join(told)


def _share_words(given: Share) -> str:
    return ngettext(
        "%(some)s of %(all)s expected figure is in.",
        "%(some)s of %(all)s expected figures are in.",
        given.all,
    ) % {"some": words.number(given.some), "all": words.number(given.all)}


def _on_time(whole: Whole) -> Share:
    if whole.dates is None:
        return Share(0, 0)
    return timeliness([_first_day(one) for one in whole.returns], whole.dates.due_on)


def _first_day(one: ReturnFacts) -> date | None:
    return timezone.localdate(one.first_submitted_at) if one.first_submitted_at else None


def _given(lines: Iterable[Line]) -> Share:
    """Of what was to be said: what was said, be it that it cannot be measured."""
    owed = [line for line in lines if line.found.state not in _NOT_OWED]
    return Share(sum(line.found.state is not ValueState.MISSING for line in owed), len(owed))


def _handed_in(whole: Whole) -> Said:
    due = whole.dates.due_on if whole.dates else None
    lead = _("Returns were due by %(day)s.") % {"day": date_format(due, "j F Y")} if due else ""
    return section(
        _("What was expected, and what was handed in"),
        lead=lead,
        head=[_("Provider"), _("Figures in"), _("Handed in"), _("In time"), _("Accepted")],
        widths=[0, 2, -4, -3, -4],
        rows=[_return_row(whole, one, due) for one in whole.returns],
    )


def _return_row(whole: Whole, one: ReturnFacts, due: date | None) -> list[str]:
    given = _given(line for line in whole.pack.provided if line.provider_id == one.provider_id)
    first = _first_day(one)
    in_time = "–" if due is None else _("yes") if first is not None and first <= due else _("no")
    return [
        one.provider_name,
        _("%(some)s of %(all)s") % {"some": given.some, "all": given.all},
        date_format(first, "j M Y") if first else _("not handed in"),
        in_time,
        _("accepted") if one.is_accepted else _("not accepted"),
    ]


def _not_met(whole: Whole) -> Said:
    """By place, with the accounts of those whose figures it is made of."""
    lines = [
        line
        for line in (*whole.pack.report.lines, *whole.pack.inside)
        if line.rating.outcome is Outcome.NOT_MET
    ]
    return section(
        _("Not met, and what is said of it"),
        lead=_(
            "What providers said of their own figures stands here once their return is accepted."
        ),
        head=[_("Indicator"), _("Place"), _("Result"), _("Target"), _("What is said")],
        widths=[0, -3, -3, -3, -6],
        rows=[
            [
                f"{line.indicator.number}. {line.indicator.title}",
                line.place_name,
                with_marks(line),
                saying.target_words(line),
                _said_of(whole, line) or _("nothing was said"),
            ]
            for line in lines
        ],
    )


def _said_of(whole: Whole, line: Line) -> str:
    """The account of the figure itself, and of its parts by whose they are."""
    names = {one.provider_id: one.provider_name for one in whole.returns}
    told = [line.found.words] if line.found.words else []
    for part in line.made_of:
        own = [
            one
            for one in whole.own_words
            if one.number == line.indicator.number
            and (one.place_code, one.provider_id) == (part.place_code, part.provider_id)
        ]
        said = [str(SELF_RATINGS[SelfRating(one.rating)]) for one in own]
        said += [one for one in (*(one.words for one in own), part.found.words) if one]
        if said:
            told.append(f"{names.get(part.provider_id or 0, part.name)}: {'. '.join(said)}")
    return " ".join(told)


def _provisional(whole: Whole) -> Said:
    edition = whole.pack.edition
    names = edition.provisional if edition else ()
    return section(
        _("Provisional"),
        lead=edition.reason if edition and names and not edition.restated else "",
        items=[
            _("%(name)s: its figures are marked (P), because nobody has accepted its return yet.")
            % {"name": name}
            for name in names
        ],
    )


def _restated(whole: Whole) -> Said:
    """What this publication changes of the one before it, and what was restated elsewhere."""
    here = [
        _("%(what)s: %(how)s.") % {"what": named(one.figure), "how": difference_words(one)}
        for one in whole.differing
    ]
    elsewhere = [
        _("%(period)s, restated on %(day)s: %(reason)s. %(effect)s")
        % {
            "period": words.span_short(one.span),
            "day": date_format(timezone.localtime(one.published_at), "j F Y"),
            "reason": one.reason.rstrip("."),
            "effect": one.effect,
        }
        for one in whole.earlier
    ]
    edition = whole.pack.edition
    return section(
        _("Restated figures"),
        lead=edition.reason if edition and here else "",
        items=[*here, *elsewhere],
    )


def _challenged(whole: Whole) -> Said:
    """What was challenged in the round, by whom, and what came of it."""
    return section(
        _("Figures that were challenged"),
        head=[_("Indicator"), _("Provider"), _("Challenged by"), _("What was asked"), _("Stands")],
        widths=[0, -3, -3, -6, -3],
        rows=[
            [
                f"{one.indicator_number}. {one.title}, {one.place_name}",
                one.provider_name,
                one.raised_for,
                one.question,
                one.label,
            ]
            for one in sorted(whole.challenges, key=lambda one: (one.indicator_number, one.id))
        ],
    )


def _providers(whole: Whole) -> Iterable[Said]:
    """A sheet for each: its indicators, and each figure with its place."""
    for one in whole.returns:
        lines = [line for line in whole.pack.provided if line.provider_id == one.provider_id]
        yield section(
            one.provider_name,
            lead=_share_words(_given(lines)) if lines else "",
            head=[_("Indicator"), _("Figures by place")],
            widths=[0, -11],
            rows=[_indicator_row(held) for held in _by_indicator(lines)],
        )


def _by_indicator(lines: Sequence[Line]) -> list[list[Line]]:
    held: dict[int, list[Line]] = {}
    for line in lines:
        held.setdefault(line.indicator.number, []).append(line)
    return [held[number] for number in sorted(held)]


def _indicator_row(lines: Sequence[Line]) -> list[str]:
    first = lines[0].indicator
    told = [f"{line.place_name}: {with_signs(line)}" for line in lines]
    return [f"{first.number}. {first.title}", ". ".join(told)]
