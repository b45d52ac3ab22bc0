"""One JSON line an event. No message of an exception: it may quote what somebody typed."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

# Django logs the path of what it refuses, and whoever holds a mailed link's path is let in.
_SECRET = re.compile(
    r"(/(?:people|messages|questions|documents/with)/(?:[^/\s]{1,19}/)*)[^/\s]{20,}"
)


class OneLineJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _SECRET.sub(r"\1[secret]", record.getMessage()),
        }
        if (name := getattr(record, "job", None)) is not None:
            line["job"] = name
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__
            line["where"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-6:]
            ]
        return json.dumps(line, ensure_ascii=True)
