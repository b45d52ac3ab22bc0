"""Registers that number organisations, and the form of their numbers.

Schemes by their org-id.guide codes. None of these numbers has a check digit, so a number in the
right form can still be somebody else's: only the register itself can tell.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from trellis.organisations.rules.texts import gettext_noop as _

LIMIT = 40
_SEPARATORS = re.compile(r"[\s.,/]+")


class NotAnIdentifierError(ValueError):
    """The number has not the form that its register gives. Carries the scheme for the message."""

    def __init__(self, scheme: "Scheme", typed: str) -> None:
        super().__init__(f"{typed!r} is not a number of {scheme.code}")
        self.scheme = scheme
        self.typed = typed


@dataclass(frozen=True)
class Scheme:
    """One register. `form` is the pattern of a normalised value, `says` that form in words,
    `pads_to` the length to which an all-digit value is filled with zeros (0: never), `page` the
    address of one entry with `{}` for the number and a second `{}` for that of a linked charity
    ("" where the register has no such address)."""

    code: str
    name: str
    form: str
    says: str
    example: str
    pads_to: int = 0
    in_capitals: bool = True
    page: str = ""

    def normalise(self, typed: str) -> str:
        """The value as the register writes it. Raises NotAnIdentifierError."""
        value = _SEPARATORS.sub("", typed).upper().removeprefix(f"{self.code}-")
        value = value if self.in_capitals else value.lower()
        if self.pads_to and value.isdecimal():
            value = value.zfill(self.pads_to)
        if len(value) > LIMIT or not re.fullmatch(self.form, value, re.ASCII):
            raise NotAnIdentifierError(self, typed)
        return value

    def link(self, value: str) -> str:
        number, _hyphen, linked = value.partition("-")
        return self.page.format(number, linked or "0") if self.page else ""


_ALL: Final = (
    Scheme(
        "GB-CHC",
        _("Charity number (England and Wales)"),
        r"[1-9]\d{5,6}(-\d{1,3})?",
        _("six or seven digits, with a hyphen and a further number for a linked charity"),
        "1090095",
        page="https://register-of-charities.charitycommission.gov.uk/charity-details/"
        "?regid={}&subid={}",
    ),
    Scheme(
        "GB-SC",
        _("Charity number (Scotland)"),
        r"SC\d{6}",
        _("SC and six digits"),
        "SC025693",
        page="https://www.oscr.org.uk/about-charities/search-the-register/charity-details?number={}",
    ),
    Scheme(
        "GB-NIC",
        _("Charity number (Northern Ireland)"),
        r"1\d{5}",
        _("six digits, of which the first is 1"),
        "100048",
        page="https://www.charitycommissionni.org.uk/charity-details/?regId={}&subId=0",
    ),
    Scheme(
        "GB-COH",
        _("Company number (also of a community interest company)"),
        r"\d{8}|[A-Z]{2}\d{6}|[A-Z]{2}\d{5}[A-Z]",
        _("eight digits, or two letters and six digits"),
        "07444723",
        pads_to=8,
        page="https://find-and-update.company-information.service.gov.uk/company/{}",
    ),
    Scheme(
        "GB-CASC",
        _("Community amateur sports club"),
        r"[0-9a-f]{8}",
        _("eight characters, each a digit or a letter from a to f"),
        "2a36d1ee",
        in_capitals=False,
    ),
    Scheme(
        "GB-MPR",
        _("Mutual society"),
        r"\d{1,6}[A-Z]{0,4}|[A-Z]{2,4}\d{1,6}[A-Z]?",
        _("digits with the society's letters before or after them"),
        "31455R",
    ),
    Scheme(
        "GB-LAE",
        _("English local authority"),
        r"[A-Z]{3}",
        _("three letters"),
        "LCE",
    ),
    Scheme(
        "GB-UKPRN",
        _("Learning provider"),
        r"1\d{7}",
        _("eight digits, of which the first is 1"),
        "10000346",
    ),
    Scheme(
        "GB-EDU",
        _("School or college"),
        r"\d{5,6}",
        _("six digits"),
        "125554",
        page="https://get-information-schools.service.gov.uk/Establishments/Establishment/Details/{}",
    ),
    Scheme(
        "GB-NHS",
        _("NHS organisation"),
        r"[A-Z0-9]{3,8}",
        _("three to eight letters and digits"),
        "RAX",
    ),
    Scheme(
        "GB-GOR",
        _("Government organisation"),
        r"[A-Z]{1,3}\d{1,5}",
        _("letters and then digits"),
        "PB1204",
    ),
    Scheme(
        "GB-SHPE",
        _("Registered provider of social housing"),
        r"[A-Z]{0,3}\d{4,5}",
        _("four or five digits, with letters before them"),
        "LH4401",
    ),
)

SCHEMES: Final[Mapping[str, Scheme]] = {scheme.code: scheme for scheme in _ALL}


def split(typed: str) -> tuple[str, str] | None:
    """`"GB-CHC-1090095"` as scheme and value; None when no scheme of ours leads it or the value
    has not that scheme's form."""
    text = typed.strip().upper()
    for code, scheme in SCHEMES.items():
        if text.startswith(f"{code}-"):
            try:
                return code, scheme.normalise(text)
            except NotAnIdentifierError:
                return None
    return None
