"""What can be wrong with a row, and what to do about it."""

from typing import Final

from django.utils.translation import gettext_lazy

SENTENCES: Final = {
    "takes_nothing": (
        gettext_lazy("You do not record for this body any more, or its record is closed."),
        gettext_lazy("Discard the table, or ask whoever runs the body to let you record for it."),
    ),
    "no_such_kind": (
        gettext_lazy("No kind of activity is called “%(value)s” in this record."),
        gettext_lazy("Write one of those that are recorded, such as: %(meant)s."),
    ),
    "kind_ended": (
        gettext_lazy("“%(kind)s” was recorded until %(last)s only."),
        gettext_lazy("Correct the day, or write another kind."),
    ),
    "yet_to_come": (
        gettext_lazy("%(value)s is yet to come."),
        gettext_lazy("Enter the day on which it happened, or leave the line out until then."),
    ),
    "no_such_place": (
        gettext_lazy("There is no place “%(value)s” in this record."),
        gettext_lazy(
            "Write the place’s name or code as the record has it, or county-wide for all of it."
        ),
    ),
    "several_places": (
        gettext_lazy("Several places are called “%(value)s”."),
        gettext_lazy("Write the code of the one that is meant: %(meant)s."),
    ),
    "no_such_body": (
        gettext_lazy("There is no organisation “%(value)s” in this record."),
        gettext_lazy(
            "Write its name as the record has it, or its charity number; or register it first."
        ),
    ),
    "several_bodies": (
        gettext_lazy("Several organisations are called “%(value)s”."),
        gettext_lazy("Write the charity number of the one that is meant."),
    ),
    "not_yours": (
        gettext_lazy("You do not record what %(body)s leads."),
        gettext_lazy("Leave the line out, or ask them to bring it."),
    ),
    "leads_already": (
        gettext_lazy("%(body)s leads it, and is named as a partner, too."),
        gettext_lazy("Take it out of the partners."),
    ),
    "for_no_organisation": (
        gettext_lazy("“%(kind)s” is not done for an organisation."),
        gettext_lazy("Empty the cell, or write another kind."),
    ),
    "for_whom": (
        gettext_lazy("“%(kind)s” is done for an organisation, and none is named."),
        gettext_lazy("Enter the name or the charity number of the organisation it was for."),
    ),
    "no_such_tag": (
        gettext_lazy("There is no outcome or issue “%(value)s” in this record."),
        gettext_lazy("Write its name or code as the record has it, or take it out."),
    ),
    "not_a_count": (
        gettext_lazy("“%(value)s” is not a whole number from %(least)s to two thousand million."),
        gettext_lazy("Count whole ones, or empty the cell."),
    ),
    "not_an_amount": (
        gettext_lazy("“%(value)s” is no amount that can have come of it."),
        gettext_lazy("Enter pounds and pence, from 0 to a thousand million, or empty the cell."),
    ),
    "is_for_a_person": (
        gettext_lazy("It stands in the record as done for a person."),
        gettext_lazy("Tables name no persons: correct it on its own page, or leave the line out."),
    ),
    "not_yours_to_correct": (
        gettext_lazy("It stands in the record, led by %(body)s, for whom you do not record."),
        gettext_lazy("Leave the line out, or ask them to correct it."),
    ),
    "changed_since": (
        gettext_lazy("Somebody has recorded or corrected it since the file was checked."),
        gettext_lazy("Bring the line again: it will be compared with what stands there now."),
    ),
    "not_taken": (
        gettext_lazy("It was not taken: %(says)s"),
        gettext_lazy("Correct the line and bring it again."),
    ),
    "used_since": (
        gettext_lazy("Somebody has corrected, withdrawn or answered it, or agreed on its shares."),
        gettext_lazy("Look at it, and correct or withdraw it there."),
    ),
}
