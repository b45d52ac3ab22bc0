"""The sheets that say what is looked at, by which rules, and what others stated."""

from django.utils.translation import gettext as _

from trellis.performance import words
from trellis.performance.exports.gather import Pack, indicators_of
from trellis.performance.exports.sheets import Cell, Column, Sheet, noted, one_table
from trellis.performance.queries import Check, FigureCheck
from trellis.performance.rules.codes import Word
from trellis.performance.rules.exact import Figure, half_up
from trellis.performance.rules.figures import Part

Rows = tuple[tuple[Cell, ...], ...]


def sheets_about(pack: Pack) -> list[Sheet]:
    return [
        _reported(pack),
        _provider_check(pack),
        _indicators(pack),
        _rules(pack),
        _outcomes(pack),
        _principles(pack),
        _checks(pack),
        _parts(pack),
        _conflicts(pack),
    ]


def _reported(pack: Pack) -> Sheet:
    return Sheet(
        _("Reported ratings"),
        "reported_ratings",
        noted(_("Colours as they were reported"), 2),
        (one_table(),),
        (
            Column(_("Indicator"), 10, number=True),
            Column(_("Place"), 26),
            Column(_("Period"), 14),
            Column(_("Reported as"), 14),
            Column(_("Basis"), 34),
            Column(_("Row reconstructed"), 18),
            Column(_("Source"), 40),
        ),
        tuple(
            (
                one.indicator_number,
                one.area_name,
                words.span_short(one.said.span),
                str(words.COLOURS[one.said.word]),
                str(words.BASES.get(one.said.basis, one.said.basis)),
                _("yes") if one.said.is_reconstructed else _("no"),
                one.said.source,
            )
            for one in pack.reported
        ),
    )


def _provider_check(pack: Pack) -> Sheet:
    """A blank of the source stays a blank: nobody knows that it is a nought."""
    check = pack.report.check
    held = [word for word in Word if check and word in check.totals]
    rows: Rows = ()
    if check:
        rows = tuple(
            (row.name, *(row.counts.get(word) for word in held), row.total, row.source)
            for row in check.rows
        )
    return Sheet(
        _("Check of providers"),
        "provider_check",
        noted(_("Ratings reported by each provider"), 2),
        (one_table(), _("A cell is empty where the source leaves it blank.")),
        (
            Column(_("Provider"), 32),
            *(Column(str(words.COLOURS[word]).capitalize(), 13, number=True) for word in held),
            Column(_("All"), 8, number=True),
            Column(_("Source"), 40),
        ),
        rows,
    )


def _indicators(pack: Pack) -> Sheet:
    versions = [
        (line.indicator, version)
        for line in indicators_of(pack.lines)
        for version in line.indicator.versions
    ]
    return Sheet(
        _("Indicators"),
        "indicators",
        _("Every version of every indicator"),
        (one_table(), _("Some cells are empty: the source says nothing there.")),
        (
            Column(_("Number"), 9, number=True),
            Column(_("Version"), 9, number=True),
            Column(_("In force from"), 14),
            Column(_("Indicator"), 60),
            Column(_("What counts"), 60),
            Column(_("What changed"), 26),
            Column(_("Series broken"), 14),
            Column(_("Why"), 40),
            Column(_("Kind"), 17),
            Column(_("Source"), 40),
        ),
        tuple(
            (
                facts.number,
                version.number,
                version.valid_from,
                version.title,
                version.definition,
                str(words.CHANGES[version.change]),
                _("yes") if version.breaks_series else _("no"),
                version.reason,
                str(words.KINDS[facts.kind]),
                version.source or facts.source,
            )
            for facts, version in versions
        ),
    )


def _rules(pack: Pack) -> Sheet:
    return Sheet(
        _("Rating rules"),
        "rating_rules",
        noted(_("Rules by which figures are rated"), 1),
        (one_table(),),
        (
            Column(_("Rule"), 24),
            Column(_("In force from"), 14),
            Column(_("In words"), 80),
            Column(_("Source"), 50),
        ),
        tuple(
            (f"{one.rule.code} {one.rule.number}", one.valid_from, one.words, one.source)
            for one in pack.rules
        ),
    )


def _outcomes(pack: Pack) -> Sheet:
    return Sheet(
        _("Outcomes"),
        "outcomes",
        _("Outcomes, with the indicators that speak of each"),
        (one_table(), _("Where the last column says none, no indicator speaks of the outcome.")),
        (
            Column(_("Number"), 9, number=True),
            Column(_("Section"), 30),
            Column(_("Outcome"), 70),
            Column(_("Priority"), 10),
            Column(_("Source"), 34),
            Column(_("Indicators"), 16),
        ),
        tuple(
            (
                one.number,
                one.section,
                one.title,
                one.priority,
                one.source,
                ", ".join(str(number) for number in one.indicator_numbers) or _("none"),
            )
            for one in pack.outcomes
        ),
    )


def _principles(pack: Pack) -> Sheet:
    return Sheet(
        _("Principles"),
        "principles",
        _("Principles, and how each is secured"),
        (one_table(),),
        (
            Column(_("Number"), 9, number=True),
            Column(_("Principle"), 60),
            Column(_("Secured by"), 70),
            Column(_("Who answers for it"), 30),
            Column(_("Source"), 34),
        ),
        tuple(
            (one.number, one.title, way.words, way.owner_name or _("nobody is named"), way.source)
            for one in pack.principles
            for way in one.secured_by
        ),
    )


def _checks(pack: Pack) -> Sheet:
    return Sheet(
        _("Checks of figures"),
        "checks",
        _("Figures as stated, beside what can be added up or counted"),
        (one_table(), _("Some cells are empty: nothing was stated, or nothing can be added up.")),
        (
            Column(_("Number"), 9, number=True),
            Column(_("Check"), 36),
            Column(_("Figure"), 40),
            Column(_("Stated"), 14, number=True),
            Column(_("Added up or counted"), 20, number=True),
            Column(noted(_("Difference"), 6), 20, number=True),
            Column(_("Unit"), 12),
            Column(_("Agrees"), 16),
            Column(_("Source"), 40),
        ),
        tuple(_check_row(check, figure) for check in pack.checks for figure in check.figures),
    )


def _check_row(check: Check, figure: FigureCheck) -> tuple[Cell, ...]:
    return (
        check.number,
        check.title,
        figure.label,
        _money_or_count(figure.stated),
        _money_or_count(figure.found),
        _money_or_count(figure.difference),
        {"gbp": _("pounds"), "percent": _("per cent")}.get(figure.unit, _("number")),
        agrees_words(agrees=figure.agrees),
        figure.source or check.source,
    )


def agrees_words(*, agrees: bool | None) -> str:
    return {True: _("yes"), False: _("no"), None: _("cannot be told")}[agrees]


def _money_or_count(value: Figure | None) -> Cell:
    """A whole number, or two decimals: what is stated goes no further."""
    if value is None:
        return None
    whole = half_up(value)
    return int(whole) if whole == value else half_up(value, 2)


def _parts(pack: Pack) -> Sheet:
    """What each total was added up from."""
    return Sheet(
        _("Parts of figures"),
        "parts",
        _("The parts that each stated figure was added up from"),
        (one_table(), _("Some cells are empty: the source does not say how many, or of how much.")),
        (
            Column(_("Check"), 36),
            Column(_("Figure"), 40),
            Column(_("Part"), 40),
            Column(_("How many"), 12, number=True),
            Column(_("Of how much each"), 18, number=True),
            Column(_("Amount"), 16, number=True),
        ),
        tuple(
            (check.title, figure.label, *_part_row(part))
            for check in pack.checks
            for figure in check.figures
            for part in figure.parts
        ),
    )


def _part_row(part: Part) -> tuple[Cell, ...]:
    amounts = (part.quantity, part.each, part.worth)
    return (part.label, *(_money_or_count(one) for one in amounts))


def _conflicts(pack: Pack) -> Sheet:
    return Sheet(
        _("Conflicts"),
        "conflicts",
        _("Statements that cannot both hold"),
        (one_table(),),
        (
            Column(_("Number"), 9, number=True),
            Column(_("About"), 34),
            Column(_("One says"), 50),
            Column(_("Source of the one"), 26),
            Column(_("The other says"), 60),
            Column(_("Source of the other"), 26),
        ),
        tuple(
            (one.number, one.title, one.says, one.source_says, one.but, one.source_but)
            for one in pack.conflicts
        ),
    )
