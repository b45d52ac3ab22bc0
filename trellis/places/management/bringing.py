"""What both import commands do: check the file, say what is in it, import it, say what was done."""

from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trellis.kernel.viewer import system
from trellis.places import actions, queries, words
from trellis.places.actions.carrying import carry_out
from trellis.places.queries import Area, Checked
from trellis.places.rules.problems import FileRefusedError


class BringCommand(BaseCommand):
    """A command names its `kind` and says how the file is checked and with what plan."""

    kind = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="publisher, edition and licence")

    def bring(
        self,
        area: Area,
        checked: Checked,
        options: Mapping[str, Any],
        *,
        now: datetime,
        **plan: Any,
    ) -> None:
        """Keep the file and import it at once, here and not in the worker."""
        file: Path = options["file"]
        by = system(f"import-{self.kind}")
        source = options["source"] or file.name
        with file.open("rb") as content:
            upload = actions.bring_file(
                area_id=area.id,
                kind=self.kind,
                file_name=file.name,
                content=content,
                source=source,
                plan={"columns": checked.columns, "choices": checked.choices},
                counts=checked.counts,
                problems=checked.problems,
                by=by,
                now=now,
            )
        self._say_problems(checked)
        actions.start_import(
            upload_id=upload.pk, source=source, plan=plan, in_background=False, by=by, now=now
        )
        carry_out(upload_id=upload.pk, by=by, now=now)
        done = queries.upload(by, area.slug, upload.pk)
        for name, count in done.counts.items():
            self.stdout.write(f"{words.COUNTS[name]}: {count}")
        if done.stage != "done":
            raise CommandError(words.problem(done.problems[0], self.kind)["what"])

    def _say_problems(self, checked: Checked) -> None:
        for one in checked.problems:
            told = words.problem(one.as_json(), self.kind)
            self.stderr.write(f"{told['where']}: {told['what']} {told['remedy']}")


def refused(fault: FileRefusedError) -> CommandError:
    return CommandError(words.refusal(fault.wrong, fault.value))
