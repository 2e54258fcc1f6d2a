"""Articles and documents as Arrow record batches: what every engine beyond one machine calls.

`extract_batches` is that function: Spark's `mapInArrow` and Ray Data's `map_batches` both take it nearly as it is.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extractor.batch.extract import ExtractOptions, make_documents
from extractor.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa
else:
    try:
        import pyarrow as pa
    except ImportError:
        raise UsageError("Parquet and Arrow need the extra: pip install 'extractor[parquet]'") from None

OWN_NAME_FIELDS = ("source", "id", "url")

DEFAULT_OPTIONS = ExtractOptions()

_AMOUNT = pa.decimal128(38, 10)
"""Amounts exactly: 28 digits before the decimal mark, ten after it."""

_SPAN = [pa.field("start", pa.int32()), pa.field("end", pa.int32()), pa.field("text", pa.string())]
_MENTIONS = pa.list_(pa.struct([*_SPAN, pa.field("rule", pa.string()), pa.field("score", pa.float32())]))
_NAMED = [pa.field("id", pa.string()), pa.field("key", pa.string()), pa.field("name", pa.string())]
_NAMED.append(pa.field("aliases", pa.list_(pa.string())))


def _entities(*fields: str) -> pa.DataType:
    own = [pa.field(name, pa.string()) for name in fields]
    return pa.list_(pa.struct([*_NAMED, *own, pa.field("mentions", _MENTIONS)]))


def _fields(texts: Sequence[str]) -> list[pa.Field]:
    return [pa.field(name, pa.string()) for name in texts]


_MONEY = pa.list_(
    pa.struct(
        [
            pa.field("id", pa.string()),
            *_SPAN,
            pa.field("currency", pa.string()),
            pa.field("value", _AMOUNT),
            pa.field("min_value", _AMOUNT),
            pa.field("max_value", _AMOUNT),
            *_fields(["mod", "per", "equivalent", "rule"]),
        ]
    )
)
_DATES = pa.list_(
    pa.struct(
        [
            pa.field("id", pa.string()),
            *_SPAN,
            *_fields(["kind", "value", "mod"]),
            pa.field("earliest", pa.date32()),
            pa.field("latest", pa.date32()),
            pa.field("relative", pa.bool_()),
            pa.field("rule", pa.string()),
        ]
    )
)
_ARGUMENTS = pa.list_(
    pa.struct(
        [
            *_fields(["role", "ref"]),
            pa.field("start", pa.int32()),
            pa.field("end", pa.int32()),
            *_fields(["text", "name"]),
        ]
    )
)
_FACTS = pa.list_(
    pa.struct(
        [
            *_fields(["id", "kind"]),
            *_SPAN,
            pa.field("arguments", _ARGUMENTS),
            *_fields(["phase", "rule"]),
            pa.field("score", pa.float32()),
        ]
    )
)

DOCUMENT_SCHEMA = pa.schema(
    [
        *_fields(["schema", "source", "title", "author"]),
        pa.field("date", pa.date32()),
        *_fields(["date_from", "language"]),
        pa.field("length", pa.int32()),
        pa.field("text", pa.string()),
        pa.field("people", _entities("given_name", "patronymic", "family_name")),
        pa.field("organizations", _entities("role")),
        pa.field("locations", _entities()),
        pa.field("money", _MONEY),
        pa.field("dates", _DATES),
        pa.field("facts", _FACTS),
        pa.field("error", pa.string()),
    ]
)
"""One row an article: the JSON object with Arrow's types.

The arguments of a fact are a list of (role, ref to an id or a span with its name); `text` is null unless asked for;
`error` is null unless the article failed, then all but `source` is null.
"""


def extract_batches(
    batches: "Iterable[pa.RecordBatch]",
    options: ExtractOptions = DEFAULT_OPTIONS,
    *,
    text_field: str = "text",
    date_field: str = "date",
) -> "Iterator[pa.RecordBatch]":
    """A batch of documents (`DOCUMENT_SCHEMA`) for each batch of articles, rows in the same order.

    Articles: a column of texts, optionally of dates, titles, and `source`, `id` or `url`. A row without text becomes a
    row with an `error`. The models are loaded once a process.
    """
    for batch in batches:
        yield _extract_batch(batch, options, text_field, date_field)


def _extract_batch(
    batch: "pa.RecordBatch", options: ExtractOptions, text_field: str, date_field: str
) -> "pa.RecordBatch":
    from extractor.document import Article
    from extractor.text.days import parse_date

    rows = batch.to_pylist()
    records: list[dict[str, Any]] = []
    articles: list[tuple[int, Article]] = []
    for number, row in enumerate(rows):
        name = next(
            (str(row[field]) for field in OWN_NAME_FIELDS if row.get(field) not in (None, "")), f"#{number + 1}"
        )
        text = row.get(text_field)
        records.append({"source": name, "error": None if isinstance(text, str) else f'no field "{text_field}"'})
        if isinstance(text, str):
            stated = row.get(date_field)
            day = parse_date(str(stated)) if stated is not None else None
            articles.append((number, Article(text, name, row.get("title") or None, day, row.get("author") or None)))
    for (number, _), record in zip(articles, _records([a for _, a in articles], options), strict=True):
        records[number] = record
    return record_batch(records)


def record_batch(records: "Sequence[Mapping[str, Any]]", schema: "pa.Schema" = DOCUMENT_SCHEMA) -> "pa.RecordBatch":
    """JSON objects of documents as one batch of `DOCUMENT_SCHEMA`, or of a schema that has more fields."""
    return pa.RecordBatch.from_pylist([_row(record) for record in records], schema=schema)


_documents = lru_cache(maxsize=4)(make_documents)


def _records(articles: "list[Any]", options: ExtractOptions) -> list[dict[str, Any]]:
    """The JSON objects; an article on which the extractor breaks gives its error."""
    try:
        return [doc.to_dict(with_text=options.with_text) for doc in _documents(options)(articles)]
    except Exception as error:
        if len(articles) == 1:
            return [{"source": articles[0].source, "error": f"internal error: {type(error).__name__}: {error}"}]
        return [record for article in articles for record in _records([article], options)]


def _row(record: "Mapping[str, Any]") -> dict[str, Any]:
    from datetime import date

    def day(value: str | None) -> date | None:
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:  # before the year 1, which Arrow's days do not reach
            return None

    row = dict(record)
    row["date"] = day(record.get("date"))
    row["dates"] = [
        {**found, "earliest": day(found["earliest"]), "latest": day(found["latest"])}
        for found in record.get("dates") or []
    ]
    row["money"] = [
        {**found, **{name: _exact(found[name]) for name in ("value", "min_value", "max_value")}}
        for found in record.get("money") or []
    ]
    row["facts"] = [
        {**fact, "arguments": list(_arguments(fact["arguments"])), "score": float(fact["score"])}
        for fact in record.get("facts") or []
    ]
    for layer in ("people", "organizations", "locations"):
        row[layer] = [
            {**entity, "mentions": list(map(_mention, entity["mentions"]))} for entity in record.get(layer) or []
        ]
    return row


def _mention(mention: "Mapping[str, Any]") -> dict[str, Any]:
    return {**mention, "score": float(mention["score"])}


def _exact(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def _arguments(arguments: "Mapping[str, Any]") -> Iterator[dict[str, Any]]:
    for role, value in arguments.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield {"role": role, "ref": one}
            elif one is not None:
                yield {"role": role, **one}


def parse_record(line: bytes | str) -> dict[str, Any]:
    """A JSON line with its amounts exact."""
    record: dict[str, Any] = json.loads(line, parse_float=Decimal)
    return record
