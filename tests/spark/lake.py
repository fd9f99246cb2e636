"""The world that converted scripts run in: one warm Spark session with Delta Lake, a catalog, an `s3://lake/` that
is a temporary folder, and the parts of `dbutils` that scripts use."""

import json
import os
import shutil
import sys
import time
import types
from pathlib import Path

# Naive datetimes are UTC, as the session's time zone is.
os.environ["TZ"] = "UTC"
time.tzset()

from pyspark.sql import SparkSession  # noqa: E402
from pyspark.sql.streaming import DataStreamReader, DataStreamWriter  # noqa: E402
from pyspark.sql.types import StructType, _parse_datatype_string  # noqa: E402

import values  # noqa: E402

DELTA = {
    "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
    "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
    # Databricks makes Delta tables where no format is named.
    "spark.sql.sources.default": "delta",
    "spark.databricks.delta.snapshotPartitions": "1",
}
# What serverless compute and Spark 4 have on, and what a table's reader sees there.
BEHAVIOUR = {
    # Auto Loader infers schemas.
    "spark.sql.streaming.schemaInference": "true",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
}
QUICK = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.driver.memory": "2g",
    "spark.sql.catalogImplementation": "in-memory",
}


class Lake:
    """Starts the session once; `fresh` empties everything for the next case."""

    def __init__(self, work: Path):
        self.root = work / "lake"
        self.root.mkdir(parents=True)
        builder = SparkSession.builder.master("local[2]").appName("unglue")
        # A view file system gives the scheme s3 to a folder of this machine: scripts keep their paths.
        views = {
            "spark.hadoop.fs.s3.impl": "org.apache.hadoop.fs.viewfs.ViewFileSystemOverloadScheme",
            "spark.hadoop.fs.viewfs.overload.scheme.target.file.impl": "org.apache.hadoop.fs.LocalFileSystem",
            "spark.hadoop.fs.viewfs.mounttable.lake.linkFallback": self.root.as_uri(),
            "spark.sql.warehouse.dir": str(work / "warehouse"),
            "spark.driver.extraJavaOptions": f"-Dderby.system.home={work} -Duser.timezone=UTC",
        }
        for key, value in {**DELTA, **BEHAVIOUR, **QUICK, **views}.items():
            builder = builder.config(key, value)
        self.first = builder.getOrCreate()
        # A failing case shows its error itself; the log would only bury it.
        self.first.sparkContext.setLogLevel("OFF")
        self.spark = self.first
        # A script that stops its session would stop that of all cases.
        SparkSession.stop = lambda self: None
        # The trigger of a stream is a matter of the platform: here each stream ends with its input.
        trigger = DataStreamWriter.trigger
        DataStreamWriter.trigger = lambda self, **_: trigger(self, availableNow=True)
        stand_in_for_auto_loader()

    def fresh(self) -> None:
        """No tables, views, files, streams or settings of the case before."""
        for query in self.spark.streams.active:
            query.stop()
        for row in self.first.sql("SHOW DATABASES").collect():
            if row[0] != "default":
                self.first.sql(f"DROP DATABASE `{row[0]}` CASCADE")
        for row in self.first.sql("SHOW TABLES IN default").collect():
            if not row.isTemporary:
                self.first.sql(f"DROP TABLE default.`{row.tableName}`")
        self.first.catalog.clearCache()
        self.first._jvm.org.apache.spark.sql.delta.DeltaLog.clearCache()
        shutil.rmtree(self.root)
        self.root.mkdir()
        self.spark = self.first.newSession()
        # getOrCreate in a script gives this session.
        SparkSession._instantiatedSession = self.spark
        SparkSession._activeSession = self.spark

    def local(self, path: str) -> Path:
        """The folder or file behind an s3 path."""
        return self.root / path.split("://", 1)[1].split("/", 1)[1].strip("/")

    def frame(self, schema: str, rows: str, place: str):
        """A DataFrame of rows written as JSON."""
        kind = schema_of(schema)
        data = values.parse_rows(rows, place)
        for row in data:
            if len(row) != len(kind.fields):
                raise ValueError(f"{place}: {len(kind.fields)} columns, but the row {row}")
        typed = [tuple(values.typed(v, f.dataType) for v, f in zip(row, kind.fields)) for row in data]
        return self.spark.createDataFrame(typed, kind)

    def make_table(self, name: str, schema: str, rows: str, partition=(), format="") -> None:
        """A table in the catalog. Where no format is named it is a view of the rows: quick, and enough to read."""
        self.spark.sql(f"CREATE DATABASE IF NOT EXISTS {name.rsplit('.', 1)[0]}")
        place = f"[[table]] {name}"
        if format:
            frame = self.frame(schema, rows, place)
            frame.coalesce(1).write.format(format).partitionBy(*partition).saveAsTable(name)
            return
        names = schema_of(schema).names
        records = [dict(zip(names, row, strict=True)) for row in values.parse_rows(rows, place)]
        text, kind = (sql_text(t) for t in (json.dumps(records, ensure_ascii=False), f"array<struct<{schema}>>"))
        self.spark.sql(
            f"CREATE VIEW {name} AS SELECT inline(from_json({text}, {kind}, map('mode', 'FAILFAST')))"
        )

    def make_file(self, path: str, text=None, format=None, schema="", rows="", options=None, partition=()) -> None:
        if text is not None:
            target = self.local(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")
            return
        frame = self.frame(schema, rows, f"[[file]] {path}").coalesce(1)
        frame.write.mode("append").format(format).partitionBy(*partition).options(**(options or {})).save(path)

    def make_database(self, url: str, table: str, schema: str, rows: str) -> None:
        frame = self.frame(schema, rows, f"[[database]] {table}")
        frame.write.format("jdbc").options(url=url, dbtable=table).mode("overwrite").save()


class Secrets:
    def __init__(self, scopes: dict):
        self.scopes = scopes

    def get(self, scope: str, key: str) -> str:
        return self.scopes[scope][key]


def stand_in_for_auto_loader() -> None:
    """Spark's own source of files takes the place of `cloudFiles`, which is Databricks' alone."""
    named, given = DataStreamReader.format, DataStreamReader.option

    def option(reader: DataStreamReader, key: str, value: str) -> DataStreamReader:
        if key == "cloudFiles.format":
            return named(reader, value)
        return reader if key.startswith("cloudFiles.") else given(reader, key, value)

    DataStreamReader.format = lambda self, source: self if source == "cloudFiles" else named(self, source)
    DataStreamReader.option = option


class Widgets:
    def __init__(self, given: dict):
        self.given = given

    def get(self, name: str) -> str:
        return self.given[name]


class Files:
    """dbutils.fs over the paths of the lake."""

    def __init__(self, lake: Lake):
        self.lake = lake

    def rm(self, path: str, recurse: bool = False) -> bool:
        target = self.lake.local(path)
        if target.is_dir():
            if not recurse and any(target.iterdir()):
                raise OSError(f"{path} is not empty")
            shutil.rmtree(target)
            return True
        if target.exists():
            target.unlink()
            return True
        return False


def install_dbutils(lake: Lake, secrets: dict, widgets: dict) -> types.SimpleNamespace:
    """Makes the module that scripts import dbutils from; gives what notebooks find as `dbutils`."""
    dbutils = types.SimpleNamespace(secrets=Secrets(secrets), widgets=Widgets(widgets), fs=Files(lake))
    for name in ("databricks", "databricks.sdk"):
        sys.modules.setdefault(name, types.ModuleType(name))
    runtime = types.ModuleType("databricks.sdk.runtime")
    runtime.dbutils = dbutils
    sys.modules["databricks.sdk.runtime"] = runtime
    return dbutils


def sql_text(text: str) -> str:
    """A string literal of SQL."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def schema_of(text: str) -> StructType:
    """The schema that a line such as `id bigint, tags array<string>` says."""
    kind = _parse_datatype_string(text)
    if not isinstance(kind, StructType):
        raise ValueError(f"not a schema: {text}")
    return kind
