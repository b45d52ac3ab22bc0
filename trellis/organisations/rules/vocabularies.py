"""Two short word lists of our own: what an organisation is about, and whom it serves.

Short enough to be read on a phone. The national classifications (UK-CAT, ICNP/TSO) were read for
gaps; they are for statistics, with hundreds of entries, and can be mapped from these.
"""

from collections.abc import Mapping
from typing import Final

from trellis.organisations.rules.texts import gettext_noop as _

INTERESTS: Final[Mapping[str, str]] = {
    "advice": _("Advice and information"),
    "animals": _("Animals"),
    "arts": _("Arts, music and culture"),
    "carers": _("Carers and caring"),
    "children": _("Childcare and play"),
    "community": _("Community centres and local life"),
    "crime": _("Crime, safety and justice"),
    "disability": _("Living with disability"),
    "education": _("Learning and skills"),
    "employment": _("Work and enterprise"),
    "environment": _("Environment and climate"),
    "equality": _("Equality and rights"),
    "faith": _("Faith"),
    "food": _("Food"),
    "health": _("Health"),
    "heritage": _("Heritage and local history"),
    "housing": _("Housing and homelessness"),
    "mental_health": _("Mental health"),
    "money": _("Money, debt and poverty"),
    "sport": _("Sport and leisure"),
    "support": _("Support for other groups"),
    "transport": _("Transport"),
    "volunteering": _("Volunteering"),
    "youth": _("Youth work"),
}

COMMUNITIES: Final[Mapping[str, str]] = {
    "everyone": _("Everyone"),
    "armed_forces": _("Armed forces and veterans"),
    "babies": _("Babies and their parents"),
    "carers": _("Carers"),
    "children": _("Children"),
    "disabled": _("Disabled people"),
    "ethnic_minorities": _("Ethnic minority communities"),
    "faith": _("People of a faith"),
    "families": _("Families"),
    "homeless": _("People without a home"),
    "learning_disabled": _("People with a learning disability"),
    "lgbt": _("Lesbian, gay, bisexual and trans people"),
    "low_income": _("People on a low income"),
    "men": _("Men"),
    "mental_ill_health": _("People with poor mental health"),
    "migrants": _("Migrants, refugees and asylum seekers"),
    "offenders": _("People in contact with the law"),
    "older": _("Older people"),
    "rural": _("People in villages and rural places"),
    "travellers": _("Gypsies, Roma and Travellers"),
    "unemployed": _("People out of work"),
    "women": _("Women"),
    "young": _("Young people"),
}
