"""The columns that a table of activities may have."""

from typing import Final

from django.utils.translation import gettext_lazy

from trellis.kernel.imports import ImportField, Kind

FIELDS: Final = (
    ImportField(
        "on", gettext_lazy("Day"), Kind.DATE, is_required=True, nearest_year=True,
        headings=("date", "when", "date of activity", "activity date", "session date", "on"),
    ),
    ImportField(
        "kind", gettext_lazy("Kind"), is_required=True, max_length=120,
        help=gettext_lazy("Its name, as the list of what is recorded has it."),
        headings=("type", "service", "service type", "activity", "activity type", "category",
                  "kind of activity", "what was done", "what we did"),
    ),
    ImportField(
        "number", gettext_lazy("Number in the table’s own system"), max_length=100,
        help=gettext_lazy("By which a row is known again when it is brought once more."),
        headings=("id", "ref", "reference", "record id", "case number", "activity id", "number",
                  "unique id"),
    ),
    ImportField(
        "place", gettext_lazy("Place"), max_length=120,
        help=gettext_lazy("The name or code of a place; empty, or county-wide, is the whole area."),
        headings=("district", "where", "area", "ward", "locality", "place name", "place code"),
    ),
    ImportField(
        "lead", gettext_lazy("Who led it"),
        help=gettext_lazy("Not needed where it was the body that the table is brought for."),
        headings=("lead", "lead body", "provider", "lead organisation", "delivered by", "hub"),
    ),
    ImportField(
        "partners", gettext_lazy("Who did it with them"), Kind.LIST,
        help=gettext_lazy("Names or charity numbers, with a semicolon between."),
        headings=("partner", "partners", "with", "joint with", "partner organisations"),
    ),
    ImportField(
        "organisation", gettext_lazy("Organisation it was for"),
        help=gettext_lazy("Its name or its charity number. Never the name of a person."),
        headings=("group", "beneficiary", "organisation", "group name", "client organisation",
                  "organisation supported", "for", "for which group", "for whom"),
    ),
    ImportField(
        "quantity", gettext_lazy("How many"), Kind.NUMBER,
        help=gettext_lazy("In the unit of its kind; empty is one."),
        headings=("quantity", "count", "places", "sessions", "total", "amount"),
    ),
    ImportField(
        "minutes", gettext_lazy("Minutes"), Kind.NUMBER,
        headings=("duration", "length in minutes", "time spent", "mins"),
    ),
    ImportField(
        "money", gettext_lazy("Money that came of it"), Kind.MONEY,
        headings=("money", "pounds", "value", "grant", "funding gained", "£"),
    ),
    ImportField(
        "title", gettext_lazy("What it was"), max_length=200,
        help=gettext_lazy("In a few words; name no person."),
        headings=("title", "description", "summary", "what", "subject", "about",
                  "what it was about"),
    ),
    ImportField(
        "tags", gettext_lazy("Outcomes and issues"), Kind.LIST, max_length=300,
        help=gettext_lazy("Names or codes, with a semicolon between."),
        headings=("outcomes", "issues", "outcome", "issue", "themes", "tags"),
    ),
    ImportField(
        "source", gettext_lazy("System it is from"), max_length=60,
        help=gettext_lazy("Where several systems give numbers, the one that gave this."),
        headings=("source", "system", "database"),
    ),
    ImportField(
        "reason", gettext_lazy("Why it is corrected"), max_length=300,
        headings=("reason", "reason for correction", "note on correction"),
    ),
)  # fmt: skip
