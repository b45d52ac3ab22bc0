"""A log line is one line, and quotes nothing that somebody typed."""

import json
import logging
import sys

from trellis.kernel.logs import OneLineJson

TYPED = "Mrs Lovage, 14 Mill Lane\nsecond line"


def line_of(record: logging.LogRecord) -> dict[str, object]:
    text = OneLineJson().format(record)
    assert text.splitlines() == [text]
    found: dict[str, object] = json.loads(text)
    return found


def record(message: str, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("trellis.jobs", logging.ERROR, __file__, 1, message, (), None)
    made.created = 1_792_402_200.25
    made.__dict__.update(more)
    return made


def test_what_a_line_says() -> None:
    assert line_of(record("job failed", job="places.import")) == {
        "at": "2026-10-19T09:30:00.250+00:00",
        "level": "ERROR",
        "logger": "trellis.jobs",
        "message": "job failed",
        "job": "places.import",
    }


def test_a_fault_is_named_without_its_message() -> None:
    try:
        int(TYPED)
    except ValueError:
        line = line_of(record("job failed", exc_info=sys.exc_info()))

    assert line["fault"] == "ValueError"
    assert str(line["where"]).endswith("test_a_fault_is_named_without_its_message']")
    assert "Lovage" not in json.dumps(line)


def test_a_message_of_many_lines_stays_one() -> None:
    assert line_of(record("first\nsecond"))["message"] == "first\nsecond"
