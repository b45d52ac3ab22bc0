"""What each column of the tidy CSV means: the Table Schemas of its Data Package."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from trellis.performance.rules import codes, ratings

SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


@dataclass(frozen=True)
class Field:
    """`type` is one of Table Schema's; `one_of` are all the words the column may hold."""

    name: str
    type: str
    says: str
    required: bool = False
    one_of: tuple[str, ...] = ()

    def described(self) -> dict[str, Any]:
        constraints: dict[str, Any] = {}
        if self.required:
            constraints["required"] = True
        if self.one_of:
            constraints["enum"] = list(self.one_of)
        described = {"name": self.name, "type": self.type, "description": self.says}
        return described | ({"constraints": constraints} if constraints else {})


@dataclass(frozen=True)
class Resource:
    """`key` are the columns of which no two rows have the same; `links` are (columns, resource,
    its columns)."""

    name: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    links: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = field(default=())

    @property
    def path(self) -> str:
        return f"{self.name}.csv"

    def schema(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "$schema": SCHEMA,
            "fields": [one.described() for one in self.fields],
            "fieldsMatch": ["exact"],
            "missingValues": [""],
        }
        if self.key:
            found["primaryKey"] = list(self.key)
        if self.links:
            found["foreignKeys"] = [
                {"fields": list(here), "reference": {"resource": there, "fields": list(those)}}
                for here, there, those in self.links
            ]
        return found


def resources() -> tuple[Resource, ...]:
    return (_figures(), _reported(), _indicators(), _rules())


def words_of(*enums: type[StrEnum]) -> tuple[str, ...]:
    """Every word of these codes once, in order."""
    return tuple(dict.fromkeys(code.value for enum in enums for code in enum))


def _figures() -> Resource:
    return Resource(
        "figures",
        _("One row for each indicator, area, provider, period and measure"),
        (*_where(), *_what(), *_rated(), *_whence()),
        # No primary key: one of its columns, the provider, is empty where a place is meant.
        links=(
            (("indicator", "version"), "indicators", ("indicator", "version")),
            (("rating_rule",), "rating-rules", ("rating_rule",)),
        ),
    )


def _where() -> tuple[Field, ...]:
    return (
        Field("indicator", "integer", _("The indicator’s number"), required=True),
        Field("version", "integer", _("Version of its definition in force"), required=True),
        Field("area_code", "string", _("Code of the place"), required=True),
        Field("area", "string", _("Name of the place"), required=True),
        Field("provider_id", "integer", _("Number of the provider; empty for the whole place")),
        Field("provider", "string", _("Name of the provider")),
        Field("period_start", "date", _("First day of the period"), required=True),
        Field("period_end", "date", _("Last day of the period, included"), required=True),
    )


def _what() -> tuple[Field, ...]:
    return (
        Field(
            "measure",
            "string",
            _("What the row is: the value, the two numbers under a percentage, or the target"),
            required=True,
            one_of=("value", "numerator", "denominator", "target"),
        ),
        Field("value", "number", _("The figure, not rounded for show; a percentage out of 100")),
        Field("day", "date", _("In place of a figure: the day a milestone was reached, or is due")),
        Field(
            "comparison",
            "string",
            _("How the value must stand to its target"),
            one_of=words_of(codes.Comparison),
        ),
        Field(
            "state",
            "string",
            _("Whether there is a figure, and why not. Not measured is not nought."),
            required=True,
            one_of=words_of(codes.ValueState, codes.TargetState),
        ),
        Field("unit", "string", _("What is counted; percent, GBP, date, or count")),
    )


def _rated() -> tuple[Field, ...]:
    return (
        Field(
            "rating",
            "string",
            _("Worked out from value, target and rule; on the row of the value"),
            one_of=words_of(ratings.Outcome),
        ),
        Field(
            "rating_reason",
            "string",
            _("Why it is rated so, or not rated"),
            one_of=words_of(ratings.Reason),
        ),
        Field("rating_rule", "string", _("The rule by which it was rated")),
        Field(
            "parts_given", "integer", _("Of the figures it is put together from: how many are in")
        ),
        Field("parts_due", "integer", _("How many are due in all")),
        Field("evidence_strength", "integer", _("Strength of the evidence, 0 to 5, as appraised")),
    )


def _whence() -> tuple[Field, ...]:
    return (
        Field("account", "string", _("What was said beside the figure, or in place of one")),
        Field(
            "status",
            "string",
            _(
                "Of a published value: provisional while its return is not accepted, final, or "
                "revised where it differs from what was published before"
            ),
            one_of=("provisional", "final", "revised"),
        ),
        Field("correction", "string", _("Why this takes the place of an earlier figure")),
        Field("basis", "string", _("How the figure came in")),
        Field("as_at", "datetime", _("The moment at which this was known"), required=True),
        Field("source", "string", _("Where it stands")),
    )


def _reported() -> Resource:
    return Resource(
        "reported_ratings",
        _("Colours that somebody stated; not worked out and not checked here"),
        (
            Field("indicator", "integer", _("The indicator’s number"), required=True),
            Field("area_code", "string", _("Code of the place")),
            Field("area", "string", _("Name of the place"), required=True),
            Field("period_start", "date", _("First day of the period"), required=True),
            Field("period_end", "date", _("Last day of the period, included"), required=True),
            Field(
                "word",
                "string",
                _("The colour as stated"),
                required=True,
                one_of=words_of(codes.Word),
            ),
            Field("basis", "string", _("What is said to stand behind it")),
            Field(
                "is_reconstructed",
                "boolean",
                _("The source does not name the row; it was found by other means"),
                required=True,
            ),
            Field("source", "string", _("Where it stands")),
        ),
    )


def _indicators() -> Resource:
    return Resource(
        "indicators",
        _("Every version of every indicator among the figures"),
        (
            Field("indicator", "integer", _("The indicator’s number"), required=True),
            Field("version", "integer", _("Number of the version"), required=True),
            Field("valid_from", "date", _("In force from this day"), required=True),
            Field("title", "string", _("The indicator in words"), required=True),
            Field("definition", "string", _("What counts")),
            Field(
                "change",
                "string",
                _("What this version changed"),
                required=True,
                one_of=words_of(codes.ChangeClass),
            ),
            Field(
                "breaks_series",
                "boolean",
                _("Figures before and after measure different things"),
                required=True,
            ),
            Field("reason", "string", _("Why the version came")),
            *_indicator_codes(),
            Field("source", "string", _("Where it stands")),
        ),
        key=("indicator", "version"),
    )


def _indicator_codes() -> tuple[Field, ...]:
    return (
        Field(
            "kind",
            "string",
            _("What sort of figure it takes"),
            required=True,
            one_of=words_of(codes.IndicatorKind),
        ),
        Field("unit", "string", _("What is counted")),
        Field("direction", "string", _("Which way is better"), one_of=words_of(codes.Direction)),
        Field(
            "control",
            "string",
            _("How far the provider can bring it about"),
            one_of=words_of(codes.Control),
        ),
        Field(
            "level",
            "string",
            _("From what goes in to what changes in the end"),
            one_of=words_of(codes.Level),
        ),
        Field(
            "combine",
            "string",
            _("How figures go together over places and time"),
            required=True,
            one_of=words_of(codes.Combine),
        ),
    )


def _rules() -> Resource:
    return Resource(
        "rating_rules",
        _("The rules by which figures were rated"),
        (
            Field("rating_rule", "string", _("Name and number of the rule"), required=True),
            Field(
                "kind",
                "string",
                _("How it rates"),
                required=True,
                one_of=words_of(ratings.RuleKind),
            ),
            Field("amber_within", "number", _("Nearly met within this share of the target")),
            Field("words", "string", _("The rule in words"), required=True),
            Field("valid_from", "date", _("In force from this day"), required=True),
            Field("source", "string", _("Where it stands")),
        ),
        key=("rating_rule",),
    )
