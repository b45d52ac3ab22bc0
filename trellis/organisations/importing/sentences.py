"""What can be wrong with a row, and what to do about it."""

from typing import Final

from django.utils.translation import gettext_lazy

SENTENCES: Final = {
    "no_letter": (
        gettext_lazy("The name “%(value)s” has no letter and no digit."),
        gettext_lazy("Enter the name by which people look for it."),
    ),
    "not_a_number_of": (
        gettext_lazy("“%(value)s” is no number of this register: %(register)s."),
        gettext_lazy("Enter %(form)s, like %(example)s, or empty the cell."),
    ),
    "no_register": (
        gettext_lazy("“%(item)s” has no register before it that is known here."),
        gettext_lazy("Write the register’s code before the number, like GB-CHC-1090095."),
    ),
    "not_a_postcode": (
        gettext_lazy("“%(value)s” is not a whole postcode."),
        gettext_lazy("Write it like LE1 1AA, or empty the cell."),
    ),
    "not_an_address": (
        gettext_lazy("“%(value)s” is not a web address."),
        gettext_lazy("Write it like https://example.org, or empty the cell."),
    ),
    "not_an_email": (
        gettext_lazy("“%(value)s” is not an e-mail address."),
        gettext_lazy("Write it like name@example.org, or empty the cell."),
    ),
    "not_a_telephone": (
        gettext_lazy("“%(value)s” is not a telephone number."),
        gettext_lazy("Write it in digits, like 0116 496 0123, or empty the cell."),
    ),
    "no_such_place": (
        gettext_lazy("There is no place “%(item)s” in this record."),
        gettext_lazy("Write the place’s name or code as the record has it. %(meant)s"),
    ),
    "several_places": (
        gettext_lazy("Several places are called “%(item)s”."),
        gettext_lazy("Write the code of the one that is meant: %(meant)s."),
    ),
    "where_is_it": (
        gettext_lazy("It is new, and nothing says where it works."),
        gettext_lazy("Enter a place, or choose one for all lines."),
    ),
    "beyond_reach": (
        gettext_lazy("You do not register organisations there."),
        gettext_lazy("Leave the line out, or ask whoever does."),
    ),
    "not_yours_to_edit": (
        gettext_lazy("It is in the record, and you may not edit it."),
        gettext_lazy("Leave the line out, or ask whoever keeps its entry."),
    ),
    "is_closed": (
        gettext_lazy("It is in the record as closed."),
        gettext_lazy("Leave the line out, or reopen it first."),
    ),
    "several": (
        gettext_lazy("The line fits more than one organisation: %(others)s."),
        gettext_lazy("Enter the number or the place that tells it apart."),
    ),
    "changed_since": (
        gettext_lazy("Somebody has edited it since the file was checked."),
        gettext_lazy("Bring the line again: it will be compared with what stands there now."),
    ),
    "used_since": (
        gettext_lazy("Somebody has edited or used it since it was imported."),
        gettext_lazy("Look at its entry, and edit or close it there."),
    ),
}
