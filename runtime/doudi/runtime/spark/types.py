"""The columns of answers as Spark names types; what their metadata says of units stays."""

from __future__ import annotations

from typing import Final

import pyarrow as pa
from pyspark.sql import types

_PLAIN: Final = {
    pa.string(): types.StringType(),
    pa.int64(): types.LongType(),
    pa.int16(): types.ShortType(),
    pa.date32(): types.DateType(),
}


def spark_schema(schema: pa.Schema) -> types.StructType:
    return types.StructType([_field(it) for it in schema])


def _field(it: pa.Field) -> types.StructField:
    said = {key.decode(): text.decode() for key, text in (it.metadata or {}).items()}
    return types.StructField(it.name, _type(it.type), it.nullable, said)


def _type(it: pa.DataType) -> types.DataType:
    if pa.types.is_struct(it):
        return types.StructType([_field(it.field(at)) for at in range(it.num_fields)])
    if pa.types.is_list(it):
        return types.ArrayType(_type(it.value_type))
    return _PLAIN[it]
