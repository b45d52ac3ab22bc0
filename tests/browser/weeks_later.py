"""`python -m tests.browser.weeks_later 3`: the time to comment on that proposal is over."""

import sys
from datetime import timedelta

import django


def main(number: int) -> None:
    from django.db.models import F

    from trellis.performance.models import Proposal

    rows = Proposal.objects.filter(framework__slug="clubs-and-groups", number=number)
    weeks = timedelta(weeks=6)
    assert rows.update(opens_on=F("opens_on") - weeks, closes_on=F("closes_on") - weeks) == 1


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
