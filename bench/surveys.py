"""`python -m bench.surveys`: answers told apart by another question, with small numbers kept back,
beside the plainest count of the same rows, in SQL and in Python, in the same run."""

import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from typing import Any

ANSWERS = 5_000
TIMES = 9
LIMIT = 1.0  # seconds
SQL = (
    "SELECT a.code, b.code, COUNT(*) FROM questions_response r "
    "LEFT JOIN questions_answer a ON a.response_id = r.id AND a.question = 'q3' "
    "LEFT JOIN questions_answer b ON b.response_id = r.id AND b.question = 'q2' "
    "WHERE r.wave_id = %s GROUP BY a.code, b.code"
)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="trellis-bench-") as folder:
        os.environ["TRELLIS_VAR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        took = compare(made())
    page, sql, python = (took[name] for name in ("page", "sql", "python"))
    print(
        f"{ANSWERS:,} answers told apart, small numbers kept back: {1000 * page:.1f} ms, median "
        f"of {TIMES}; the plainest SQL {1000 * sql:.1f} ms ({page / sql:.1f} times as long), a "
        f"loop in Python over the same rows {1000 * python:.1f} ms ({page / python:.2f} times). "
        f"Limit: {LIMIT:.0f} s."
    )
    return 0 if page < LIMIT else 1


def made() -> int:
    """A wave that was answered, closed and given a breakdown; its id."""
    from tests.factories import make_questionnaire_version, make_wave
    from tests.factories.making import NOW
    from trellis.questions.models import Answer, Response

    wave = make_wave(
        version=make_questionnaire_version(frozen_at=NOW),
        stage="closed",
        returned=ANSWERS,
        breakdown="q3",
        opens_on=date(2026, 1, 1),
        closes_on=date(2026, 1, 1) + timedelta(days=30),
    )
    drawn = random.Random(5)
    responses = [
        Response(wave=wave, channel="online", received_on=date(2026, 1, drawn.randint(1, 31)))
        for _ in range(ANSWERS)
    ]
    Response.objects.bulk_create(responses)
    Answer.objects.bulk_create(
        Answer(response=one, question=question, code=drawn.choices(codes, weights)[0])
        for one in responses
        for question, codes, weights in (
            ("q2", ("c1", "c2", "c3"), (600, 399, 1)),
            ("q3", ("c1", "c2"), (7, 3)),
        )
    )
    return wave.pk


def compare(wave_id: int) -> dict[str, float]:
    """Seconds by the way of counting; each of them must give the same counts."""
    from django.db import connection

    from trellis.kernel.viewer import system
    from trellis.questions.models import Answer, Response
    from trellis.questions.queries import told_apart
    from trellis.questions.queries.tables import counted_across

    by = system("bench")

    def in_sql() -> dict[tuple[str, str], int]:
        with connection.cursor() as cursor:
            cursor.execute(SQL, [wave_id])
            return {(a or "", b or ""): count for a, b, count in cursor.fetchall()}

    def in_python() -> dict[tuple[str, str], int]:
        rows = Answer.objects.filter(response__wave=wave_id)
        said: dict[int, dict[str, str]] = {
            pk: {} for pk in Response.objects.filter(wave=wave_id).values_list("pk", flat=True)
        }
        for response, question, code in rows.values_list("response_id", "question", "code"):
            said[response][question] = code
        return dict(Counter((one.get("q3", ""), one.get("q2", "")) for one in said.values()))

    assert in_sql() == in_python() == counted_across(wave_id, "q3", "q2")
    ways = {"page": lambda: told_apart(by, wave_id, "q2"), "sql": in_sql, "python": in_python}
    return {name: taken(way) for name, way in ways.items()}


def taken(way: Callable[[], Any]) -> float:
    """Seconds, the median."""
    found = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        way()
        found.append(time.perf_counter() - begun)
    return median(found)


if __name__ == "__main__":
    sys.exit(main())
