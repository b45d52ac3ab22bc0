"""What can be wrong with a row, and what to do about it."""

from typing import Final

from django.utils.translation import gettext_lazy

SENTENCES: Final = {
    "takes_no_figures": (
        gettext_lazy("This framework takes no more figures."),
        gettext_lazy("Discard the table, or ask whoever keeps the framework."),
    ),
    "no_such_indicator": (
        gettext_lazy("There is no indicator “%(value)s” in this framework."),
        gettext_lazy("Write its number, or its title as the framework has it."),
    ),
    "several_indicators": (
        gettext_lazy("Several indicators are called “%(value)s”."),
        gettext_lazy("Write the number of the one that is meant: %(meant)s."),
    ),
    "no_such_place": (
        gettext_lazy("There is no place “%(value)s” in this record."),
        gettext_lazy("Write the place’s name or code as the record has it."),
    ),
    "several_places": (
        gettext_lazy("Several places are called “%(value)s”."),
        gettext_lazy("Write the code of the one that is meant: %(meant)s."),
    ),
    "not_a_period": (
        gettext_lazy("“%(value)s” is no month, quarter or year that can be told."),
        gettext_lazy("Write it like July to September 2026, Q2 2026/27, July 2026 or 2026/27."),
    ),
    "beyond_framework": (
        gettext_lazy("%(value)s is not a period of this framework."),
        gettext_lazy("It runs from %(first)s to %(last)s: correct the period."),
    ),
    "nobody_reports": (
        gettext_lazy("Nobody is to report “%(indicator)s” for %(place_name)s."),
        gettext_lazy(
            "Correct the indicator or the place, or ask whoever keeps the framework to say who "
            "reports it."
        ),
    ),
    "not_the_provider": (
        gettext_lazy("“%(value)s” does not report “%(indicator)s” for %(place_name)s."),
        gettext_lazy("Write the name of who does: %(providers)s."),
    ),
    "which_provider": (
        gettext_lazy("Several report “%(indicator)s” for %(place_name)s."),
        gettext_lazy(
            "Write whose figure it is: %(providers)s. Without such a column, say it for all lines "
            "under “Change which column is what”."
        ),
    ),
    "not_expected": (
        gettext_lazy("No figure of “%(indicator)s” is expected for %(value)s."),
        gettext_lazy("It is reported %(every)s: correct the period."),
    ),
    "not_yours": (
        gettext_lazy("“%(indicator)s” for %(place_name)s is reported by %(providers)s."),
        gettext_lazy("You do not record for them: leave the line out, or ask them to bring it."),
    ),
    "no_reason": (
        gettext_lazy("The record has another figure: %(before)s."),
        gettext_lazy(
            "Say why it is replaced, in a column of its own or for all lines under “Change which "
            "column is what”, or leave the line out. Both figures stay readable."
        ),
    ),
    "no_figure": (
        gettext_lazy("There is no figure, and nothing says why."),
        gettext_lazy("Enter the figure, or say under “What is known” why there is none."),
    ),
    "no_words": (
        gettext_lazy("The account in words is missing."),
        gettext_lazy("Say in a few sentences what was done, or say why there is nothing to tell."),
    ),
    "no_reached_on": (
        gettext_lazy("The day is missing on which the milestone was reached."),
        gettext_lazy("Enter the day, or say under “What is known” that it is not reached."),
    ),
    "not_reached": (
        gettext_lazy("It has a day, %(value)s, and is said not to be reached."),
        gettext_lazy("Remove the day, or say that it is reached."),
    ),
    "yet_to_come": (
        gettext_lazy("%(value)s is yet to come."),
        gettext_lazy("Enter a day up to today: what is to come is a target."),
    ),
    "not_of_kind": (
        gettext_lazy("“%(value)s” is never said of this kind of indicator: %(kind)s."),
        gettext_lazy("Say something else, or empty the cell where it was measured."),
    ),
    "no_such_part": (
        gettext_lazy("“%(value)s” does not fit this kind of indicator: %(kind)s."),
        gettext_lazy("Remove it from this column, or correct the indicator."),
    ),
    "known_and_figure": (
        gettext_lazy("It has a figure, %(value)s, and is said to be: %(state)s."),
        gettext_lazy("Remove the figure, or say that it was measured."),
    ),
    "too_long_a_figure": (
        gettext_lazy("The figure %(value)s has too many digits."),
        gettext_lazy("Enter up to fourteen digits and four decimals."),
    ),
    "fewer_than_none": (
        gettext_lazy("The figure %(value)s is less than nothing."),
        gettext_lazy("Enter 0 or more."),
    ),
    "not_a_count": (
        gettext_lazy("“%(value)s” is no number of answers."),
        gettext_lazy("Enter a whole number."),
    ),
    "both_numbers": (
        gettext_lazy("One of the two numbers of the percentage is missing."),
        gettext_lazy("Enter both, how many and out of how many, or neither."),
    ),
    "more_than_all": (
        gettext_lazy("%(value)s is more than all %(all)s."),
        gettext_lazy("Correct one of the two numbers."),
    ),
    "disagrees": (
        gettext_lazy("%(some)s of %(all)s is %(exact)s%%, not %(value)s%%."),
        gettext_lazy("Correct one of them, or leave the figure empty: it is worked out."),
    ),
    "not_a_percentage": (
        gettext_lazy("“%(value)s” is no percentage."),
        gettext_lazy("Enter a figure from 0 to 100."),
    ),
    "a_part_of_one": (
        gettext_lazy("“%(value)s” may be a part of one, or a percentage of at most 1."),
        gettext_lazy(
            "Write 75 for 75%%. For a percentage of at most 1, enter how many and out of how many."
        ),
    ),
    "changed_since": (
        gettext_lazy("Somebody has recorded it since the file was checked."),
        gettext_lazy("Bring the line again: it will be compared with what stands there now."),
    ),
    "not_taken": (
        gettext_lazy("It was not taken: %(says)s"),
        gettext_lazy("Correct the line and bring it again."),
    ),
    "used_since": (
        gettext_lazy("Somebody has recorded, appraised or attached something since."),
        gettext_lazy("Look at the figure, and correct it there."),
    ),
}
