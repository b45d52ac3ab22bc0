"""The check of providers, laid out as a table."""

from typing import Any

from trellis.performance.queries import ProviderCheck
from trellis.performance.rules.codes import Word

WORDS = (Word.RED, Word.AMBER, Word.GREEN, Word.NOT_REPORTED)


def check_page(check: ProviderCheck | None) -> dict[str, Any]:
    """The columns, rows and totals of the check; a blank in the source stays a blank."""
    if check is None:
        return {}
    green = check.share(Word.GREEN)
    return {
        "check_words": WORDS,
        "check_rows": [
            {
                "provider_id": row.provider_id,
                "name": row.name,
                "cells": [(word, row.counts.get(word)) for word in WORDS],
                "total": row.total,
            }
            for row in check.rows
        ],
        "check_totals": [(word, check.totals.get(word, 0)) for word in WORDS],
        "share_green": {
            "count": check.totals.get(Word.GREEN, 0),
            "amber": check.totals.get(Word.AMBER, 0),
            "silent": check.totals.get(Word.NOT_REPORTED, 0),
            "of_all": green.of_expected,
            "of_reported": green.of_reported,
        },
    }
