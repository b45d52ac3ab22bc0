"""What the codes of the record are called."""

from django.utils.translation import gettext_lazy as _

from trellis.record.rules.shares import Fault, Role, RuleKind

FAULTS = {
    Fault.NOBODY: _("Say who did it."),
    Fault.TWICE: _("Each body takes part once: take out the one that stands twice."),
    Fault.NO_LEAD: _("Say who led it."),
    Fault.TWO_LEADS: _("One body leads; make the others partners."),
    Fault.SUM: _("Shares add up to 100 %. Change them so that they do."),
    Fault.RANGE: _("Enter a share between 0 and 100 %."),
}
ROLES = {
    Role.LEAD: _("led it"),
    Role.PARTNER: _("did it together with them"),
    Role.REFERRER: _("sent them there"),
    Role.HOST: _("gave the room for it"),
}
RULES = {
    RuleKind.LEAD: _("all of it to whoever leads"),
    RuleKind.EQUAL: _("in equal parts to whoever leads and their partners"),
    RuleKind.MINUTES: _("by the minutes that each spent on it"),
}
