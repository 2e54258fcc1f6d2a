"""Articles and documents as Arrow record batches: what every engine beyond one machine calls.

`extract_batches` is that function: Spark's `mapInArrow` and Ray Data's `map_batches` both take it nearly as it is.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extractor.batch.extract import ExtractOptions, make_documents
from extractor.batch.payloads import exact_text
from extractor.document import KIND_OF_LAYER, Article
from extractor.errors import UsageError, missing_extra
from extractor.output.record import plain_digits
from extractor.recover import describe_error, each_for_itself
from extractor.text.articles import Failure, ReadOptions, own_name, read_row

if TYPE_CHECKING:
    import pyarrow as pa
else:
    try:
        import pyarrow as pa
    except ImportError:
        raise UsageError(missing_extra("Parquet", "parquet")) from None

AMOUNTS = ("value", "min_value", "max_value")

DEFAULT_OPTIONS = ExtractOptions()

_AMOUNT = pa.decimal128(38, 10)
"""Amounts exactly: 28 digits before the decimal mark, ten after it; others are null and only in `exact`."""

_WHOLE_DIGITS, _DECIMALS = 28, 10

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
            *_fields(["exact", "mod", "per", "equivalent", "rule"]),
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
            *_fields(["phase", "modality", "rule"]),
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
    reading = ReadOptions(text_field=text_field, date_field=date_field, max_size=sys.maxsize)
    records: list[dict[str, Any]] = []
    articles: list[tuple[int, Article]] = []
    for number, row in enumerate(batch.to_pylist()):
        name = own_name(row) or f"#{number + 1}"
        records.append({"source": name, "error": "is no article"})
        for item in read_row(row, name, reading):
            if isinstance(item, Article):
                articles.append((number, item))
            elif isinstance(item, Failure):
                records[number]["error"] = item.reason

    def extract(part: Sequence[Article]) -> list[dict[str, Any]]:
        return [doc.to_dict(with_text=options.with_text) for doc in _documents(options)(part)]

    found = each_for_itself(extract, [article for _, article in articles], _failed)
    for (number, _), record in zip(articles, found, strict=True):
        records[number] = record
    return record_batch(records)


def _failed(article: "Article", error: Exception) -> dict[str, Any]:
    return {"source": article.source, "error": describe_error(error)}


def record_batch(records: "Sequence[Mapping[str, Any]]", schema: "pa.Schema" = DOCUMENT_SCHEMA) -> "pa.RecordBatch":
    """JSON objects of documents as one batch of `DOCUMENT_SCHEMA`, or of a schema that has more fields."""
    return pa.RecordBatch.from_pylist([_row(record) for record in records], schema=schema)


_documents = lru_cache(maxsize=4)(make_documents)


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
        {
            **found,
            **{name: fitting(found[name]) for name in AMOUNTS},
            "exact": exact_text(*(found[name] for name in AMOUNTS)),
        }
        for found in record.get("money") or []
    ]
    row["facts"] = [
        {**fact, "arguments": list(_arguments(fact["arguments"])), "score": float(fact["score"])}
        for fact in record.get("facts") or []
    ]
    for layer in KIND_OF_LAYER:
        row[layer] = [
            {**entity, "mentions": list(map(_mention, entity["mentions"]))} for entity in record.get(layer) or []
        ]
    return row


def _money(money: "Mapping[str, Any]") -> dict[str, Any]:
    amounts = {name: money[name] for name in AMOUNTS}
    return {
        **money,
        **{name: fitting(amount) for name, amount in amounts.items()},
        "exact": exact_text(*amounts.values()),
    }


def _mention(mention: "Mapping[str, Any]") -> dict[str, Any]:
    return {**mention, "score": float(mention["score"])}


def fitting(value: Any) -> Decimal | None:
    """An amount as Arrow's decimal holds it, None where it does not."""
    if value is None:
        return None
    amount = Decimal(value)
    if amount.is_zero():
        return Decimal(0)
    digits = plain_digits(abs(amount))
    whole, _, decimals = digits.partition(".")
    return amount if len(whole) <= _WHOLE_DIGITS and len(decimals) <= _DECIMALS else None


def _arguments(arguments: "Mapping[str, Any]") -> Iterator[dict[str, Any]]:
    for role, value in arguments.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield {"role": role, "ref": one}
            elif one is not None:
                yield {"role": role, **one}
