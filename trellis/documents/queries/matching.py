"""Full-text search by each engine's own means: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

Both are asked for the same folded and cut-down words, all of which must be there; the last may be
the beginning of one. Whoever asks is asked about in the same statement: see `lists`.
"""

from typing import Any, Final

from django.db import connection
from django.db.models import BooleanField, F, FloatField, Func, OuterRef, QuerySet, Subquery, Value

from trellis.documents.models import Document, SearchText
from trellis.documents.rules.search import asked


class Matches(Func):
    """Of `id` and a question: whether the text has all the words."""

    output_field = BooleanField()
    _JOINERS: Final = {
        "sqlite": " IN (SELECT rowid FROM documents_searchindex WHERE documents_searchindex MATCH ",
        "postgresql": " IN (SELECT id FROM documents_searchtext WHERE search @@ "
        "to_tsquery('simple', ",
    }

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        joiner = self._JOINERS["sqlite"]
        return self.as_sql(
            compiler, connection, template="(%(expressions)s))", arg_joiner=joiner, **extra
        )

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        joiner = self._JOINERS["postgresql"]
        return self.as_sql(
            compiler, connection, template="(%(expressions)s)))", arg_joiner=joiner, **extra
        )


class Rank(Func):
    """Of a question and `id`: the lower, the better; a title weighs most, then a tag."""

    output_field = FloatField()
    _SQLITE: Final = (
        "(SELECT bm25(documents_searchindex, 20.0, 8.0, 1.0) FROM documents_searchindex "
        "WHERE documents_searchindex MATCH %(expressions)s)"
    )
    _POSTGRESQL: Final = (
        (
            "(SELECT -ts_rank('{{0.05, 0.05, 0.4, 1.0}}', search, to_tsquery('simple', "
            "%(expressions)s)"
        )
        .replace("{{", "{")
        .replace("}}", "}")
    )

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler, connection, template=self._SQLITE, arg_joiner=" AND rowid = ", **extra
        )

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        joiner = ")) FROM documents_searchtext WHERE id = "
        return self.as_sql(
            compiler, connection, template=self._POSTGRESQL, arg_joiner=joiner, **extra
        )


def having(rows: QuerySet[Document], words: str) -> QuerySet[Document]:
    """Those of the rows with all the words, each with its `rank`; none where nothing is asked
    that could be found."""
    question = _question(asked(words))
    if not question:
        return rows.none().annotate(rank=Value(0.0))
    texts = SearchText.objects.filter(Matches(F("id"), Value(question)))
    rank = SearchText.objects.filter(document=OuterRef("pk")).values(
        rank=Rank(Value(question), F("id"))
    )
    found = rows.filter(pk__in=texts.values("document_id"))
    return found.annotate(rank=Subquery(rank[:1], output_field=FloatField()))


def _question(words: tuple[str, ...]) -> str:
    """In the engine's own language; the words are letters and digits only."""
    if connection.vendor == "sqlite":
        return " AND ".join(f'"{word}"' for word in words) + ("*" if words else "")
    return " & ".join(words) + (":*" if words else "")
