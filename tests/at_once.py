"""Several people act in the same moment, each over a connection of their own."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection


def at_once(
    *deeds: Callable[[], object], refused: tuple[type[Exception], ...] = (ValidationError,)
) -> list[str]:
    """What became of each, in the order of the deeds: `done`, `refused`, or what the database
    said. Any other fault fails the test, for nobody has caught it."""
    together, answers = Barrier(len(deeds)), [""] * len(deeds)

    def run(number: int, deed: Callable[[], object]) -> None:
        together.wait()
        try:
            deed()
            answers[number] = "done"
        except refused:
            answers[number] = "refused"
        except OperationalError as fault:
            answers[number] = str(fault)
        finally:
            connection.close()

    threads = [Thread(target=run, args=one) for one in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
