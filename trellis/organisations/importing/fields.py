"""The columns that a table of organisations may have, and how their cells are read."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.imports import ImportField, Kind, WrongCellError
from trellis.organisations.queries.choices import income_bands, kinds
from trellis.organisations.rules.details import TELEPHONE
from trellis.organisations.rules.identifiers import SCHEMES, NotAnIdentifierError, split
from trellis.organisations.rules.names import fold
from trellis.organisations.rules.vocabularies import COMMUNITIES, INTERESTS
from trellis.places.queries import NotAPostcodeError, normalise_postcode


def _name(text: str) -> str:
    if len(text) > 200:
        raise WrongCellError("too_long", most="200", length=str(len(text)))
    if not fold(text):
        raise WrongCellError("no_letter")
    return text


def _charity(text: str) -> tuple[str, str]:
    scheme = "GB-SC" if text.strip().upper().startswith("SC") else "GB-CHC"
    return split(text) or (scheme, _number(scheme, text))


def _numbers(text: str) -> tuple[tuple[str, str], ...]:
    found = []
    for one in text.replace(";", " ").replace(",", " ").split():
        pair = split(one)
        if pair is None:
            raise WrongCellError("no_register", item=one[:60])
        found.append(pair)
    return tuple(found)


def _number(scheme: str, text: str) -> str:
    try:
        return SCHEMES[scheme].normalise(text)
    except NotAnIdentifierError as fault:
        form = {"register": _(fault.scheme.name), "form": _(fault.scheme.says)}
        raise WrongCellError("not_a_number_of", **form, example=fault.scheme.example) from fault


def _company(text: str) -> tuple[str, str]:
    return "GB-COH", _number("GB-COH", text)


def _postcode(text: str) -> str:
    try:
        return normalise_postcode(text) if text else ""
    except NotAPostcodeError as fault:
        raise WrongCellError("not_a_postcode") from fault


def _valid(check: Callable[[str], object], code: str, text: str) -> str:
    try:
        check(text)
    except ValidationError as fault:
        raise WrongCellError(code) from fault
    return text


def _website(text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    return _valid(URLValidator(schemes=["http", "https"]), "not_an_address", address[:301])


def _words(table: Mapping[str, str]) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(code, _(words)) for code, words in table.items()]


FIELDS: Final = (
    ImportField(
        "name", gettext_lazy("Name"), is_required=True, read=_name,
        headings=("organisation", "organisation name", "group", "group name", "charity name",
                  "name of organisation", "name of group", "title"),
    ),
    ImportField(
        "place", gettext_lazy("Where it works"), Kind.LIST, max_length=120,
        help=gettext_lazy("Names or codes of places of the record, with a semicolon between."),
        headings=("district", "ward", "area", "town", "place name", "place code", "local authority",
                  "locality", "area of benefit", "parish"),
    ),
    ImportField(
        "kind", gettext_lazy("Kind"), Kind.CHOICE, choices=kinds,
        help=gettext_lazy("A new one without a kind is a voluntary or community group."),
        headings=("type", "kind of body", "organisation type", "sector"),
    ),
    ImportField(
        "charity", gettext_lazy("Charity number"), read=_charity, max_length=40,
        headings=("charity no", "registered charity number", "charity reg no", "charity",
                  "registered charity", "reg charity no", "charity commission number"),
    ),
    ImportField(
        "company", gettext_lazy("Company number"), read=_company, max_length=40,
        headings=("company no", "companies house number", "company registration number",
                  "cic number"),
    ),
    ImportField(
        "numbers", gettext_lazy("Numbers in registers"), Kind.LIST, read=_numbers,
        help=gettext_lazy("Each with its register’s code before it, like GB-CHC-1090095."),
        headings=("org id", "org ids", "identifier", "identifiers"),
    ),
    ImportField(
        "other_names", gettext_lazy("Other names"), Kind.LIST,
        help=gettext_lazy("With a semicolon between. They are added to those there are."),
        headings=("also known as", "working name", "working names", "acronym", "known as"),
    ),
    ImportField(
        "about", gettext_lazy("What it does"), max_length=2_000,
        headings=("description", "activities", "aims", "objects", "summary", "about"),
    ),
    ImportField(
        "website", gettext_lazy("Website"), max_length=300, read=_website,
        headings=("web", "url", "web site", "web address", "homepage"),
    ),
    ImportField(
        "email", gettext_lazy("E-mail address"), max_length=254,
        read=partial(_valid, validate_email, "not_an_email"),
        headings=("email", "e mail", "contact email"),
    ),
    ImportField(
        "telephone", gettext_lazy("Telephone"), max_length=30,
        read=partial(_valid, RegexValidator(TELEPHONE), "not_a_telephone"),
        headings=("phone", "tel", "telephone number", "phone number", "contact number"),
    ),
    ImportField(
        "contact_is_public", gettext_lazy("Publish the contact details"), Kind.YES_NO,
        headings=("publish", "public", "consent to publish"),
    ),
    ImportField(
        "postcode", gettext_lazy("Postcode"), max_length=10, read=_postcode,
        headings=("post code", "pcode", "address postcode", "zip"),
    ),
    ImportField(
        "income", gettext_lazy("Yearly income, in pounds"), Kind.MONEY,
        help=gettext_lazy("It is kept as a band."),
        headings=("income", "annual income", "turnover", "latest income", "gross income"),
    ),
    ImportField(
        "income_band", gettext_lazy("Band of income"), Kind.CHOICE, choices=income_bands,
        headings=("income bracket",),
    ),
    ImportField(
        "interests", gettext_lazy("What it is about"), Kind.LIST, choices=_words(INTERESTS),
        headings=("interests", "themes", "category", "categories", "topics"),
    ),
    ImportField(
        "communities", gettext_lazy("Whom it serves"), Kind.LIST, choices=_words(COMMUNITIES),
        headings=("communities", "beneficiaries", "client group", "who it helps"),
    ),
    ImportField(
        "source", gettext_lazy("Where these facts are from"), headings=("source",),
    ),
)  # fmt: skip
