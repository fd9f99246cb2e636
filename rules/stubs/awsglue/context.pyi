# A star import of this module brings along what is imported here (`Any` aside, which serves the annotations).
import logging
import os
import re
import time
import uuid
from typing import Any

import pyspark
from pyspark.sql import SparkSession, SQLContext
from pyspark.sql.dataframe import DataFrame

from awsglue.data_sink import DataSink
from awsglue.data_source import DataSource
from awsglue.dataframereader import DataFrameReader
from awsglue.dataframewriter import DataFrameWriter
from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection, DynamicFrameReader, DynamicFrameWriter
from awsglue.gluetypes import DataType
from awsglue.streaming_data_source import StreamingDataSource
from awsglue.utils import callsite, makeOptions


def register(sc) -> None: ...


class GlueLogger:
    def trace(self, message, *args) -> None: ...
    def debug(self, message, *args) -> None: ...
    def info(self, message, *args) -> None: ...
    def warn(self, message, *args) -> None: ...
    def warning(self, message, *args) -> None: ...
    def error(self, message, *args) -> None: ...
    def fatal(self, message, *args) -> None: ...


class GlueContext(SQLContext):
    def __init__(self, sparkContext=None, **options) -> None: ...

    @property
    def _ssql_ctx(self) -> Any: ...

    def _get_glue_scala_context(self, **options) -> Any: ...

    @distinctive_in_glue
    def getSource(
        self,
        connection_type,
        format=None,
        transformation_ctx="",
        push_down_predicate="",
        **options,
    ) -> DataSource: ...

    @distinctive
    def getStreamingSource(
        self,
        connection_type,
        format=None,
        transformation_ctx="",
        push_down_predicate="",
        **options,
    ) -> StreamingDataSource: ...

    @distinctive
    def get_catalog_schema_as_spark_schema(self, database=None, table_name=None, catalog_id=None) -> Any: ...

    @distinctive
    def create_dynamic_frame_from_rdd(
        self,
        data,
        name,
        schema=None,
        sample_ratio=None,
        transformation_ctx="",
    ) -> DynamicFrame: ...

    @distinctive
    def create_dynamic_frame_from_catalog(
        self,
        database=None,
        table_name=None,
        redshift_tmp_dir="",
        transformation_ctx="",
        push_down_predicate="",
        additional_options={},
        catalog_id=None,
        **kwargs,
    ) -> DynamicFrame: ...

    @distinctive
    def create_data_frame_from_catalog(
        self,
        database=None,
        table_name=None,
        redshift_tmp_dir="",
        transformation_ctx="",
        push_down_predicate="",
        additional_options={},
        catalog_id=None,
        **kwargs,
    ) -> DataFrame: ...

    @distinctive
    def create_dynamic_frame_from_options(
        self,
        connection_type,
        connection_options={},
        format=None,
        format_options={},
        transformation_ctx="",
        push_down_predicate="",
        **kwargs,
    ) -> DynamicFrame: ...

    @distinctive
    def create_sample_dynamic_frame_from_catalog(
        self,
        database=None,
        table_name=None,
        num=None,
        sample_options={},
        redshift_tmp_dir="",
        transformation_ctx="",
        push_down_predicate="",
        additional_options={},
        catalog_id=None,
        erieTxId="",
        asOfTime="",
        **kwargs,
    ) -> DynamicFrame: ...

    @distinctive
    def create_sample_dynamic_frame_from_options(
        self,
        connection_type,
        connection_options={},
        num=None,
        sample_options={},
        format=None,
        format_options={},
        transformation_ctx="",
        push_down_predicate="",
        **kwargs,
    ) -> DynamicFrame: ...

    @distinctive
    def create_data_frame_from_options(
        self,
        connection_type,
        connection_options={},
        format=None,
        format_options={},
        transformation_ctx="",
        push_down_predicate="",
        **kwargs,
    ) -> DataFrame: ...

    @distinctive_in_glue
    def getSink(self, connection_type, format=None, transformation_ctx="", **options) -> DataSink: ...

    @distinctive
    def write_dynamic_frame_from_options(
        self,
        frame,
        connection_type,
        connection_options={},
        format=None,
        format_options={},
        transformation_ctx="",
    ) -> DynamicFrame | DynamicFrameCollection: ...

    @distinctive
    def write_from_options(
        self,
        frame_or_dfc,
        connection_type,
        connection_options={},
        format={},
        format_options={},
        transformation_ctx="",
        **kwargs,
    ) -> DynamicFrame | DynamicFrameCollection: ...

    @distinctive
    def write_dynamic_frame_from_catalog(
        self,
        frame,
        database=None,
        table_name=None,
        redshift_tmp_dir="",
        transformation_ctx="",
        additional_options={},
        catalog_id=None,
        **kwargs,
    ) -> DynamicFrame: ...

    @distinctive
    def write_data_frame_from_catalog(
        self,
        frame,
        database=None,
        table_name=None,
        redshift_tmp_dir="",
        transformation_ctx="",
        additional_options={},
        catalog_id=None,
        **kwargs,
    ) -> DataFrame: ...

    @distinctive
    def write_dynamic_frame_from_jdbc_conf(
        self,
        frame,
        catalog_connection,
        connection_options={},
        redshift_tmp_dir="",
        transformation_ctx="",
        catalog_id=None,
    ) -> None: ...

    @distinctive
    def write_from_jdbc_conf(
        self,
        frame_or_dfc,
        catalog_connection,
        connection_options={},
        redshift_tmp_dir="",
        transformation_ctx="",
        catalog_id=None,
    ) -> DynamicFrame | DynamicFrameCollection: ...

    def convert_resolve_option(self, path, action, target) -> Any: ...

    @distinctive
    def extract_jdbc_conf(self, connection_name, catalog_id=None) -> dict[str, str]: ...

    def purge_table(self, database, table_name, options={}, transformation_ctx="", catalog_id=None) -> None: ...

    @distinctive
    def purge_s3_path(self, s3_path, options={}, transformation_ctx="") -> None: ...

    def transition_table(
        self,
        database,
        table_name,
        transition_to,
        options={},
        transformation_ctx="",
        catalog_id=None,
    ) -> None: ...

    @distinctive
    def transition_s3_path(self, s3_path, transition_to, options={}, transformation_ctx="") -> None: ...

    def get_logger(self) -> GlueLogger: ...
    def currentTimeMillis(self) -> int: ...
    @distinctive
    def getSampleStreamingDynamicFrame(self, frame, options={}, batch_function=None) -> DynamicFrame: ...

    @distinctive
    def forEachBatch(self, frame, batch_function, options={}) -> None: ...

    @distinctive
    def add_ingestion_time_columns(self, frame, time_granularity) -> DataFrame: ...
    def start_transaction(self, read_only) -> str: ...
    def commit_transaction(self, transaction_id, wait_for_commit=True) -> bool: ...
    def cancel_transaction(self, transaction_id) -> None: ...

    @property
    @distinctive
    def create_dynamic_frame(self) -> DynamicFrameReader: ...

    @property
    @distinctive
    def create_data_frame(self) -> DataFrameReader: ...

    @property
    @distinctive
    def write_dynamic_frame(self) -> DynamicFrameWriter: ...

    @property
    @distinctive
    def write_data_frame(self) -> DataFrameWriter: ...

    @property
    def spark_session(self) -> SparkSession: ...

    @same_as("GlueContext.start_transaction")
    def begin_transaction(self, read_only) -> str: ...

    @same_as("GlueContext.cancel_transaction")
    def abort_transaction(self, transaction_id) -> None: ...

    @property
    def sparkSession(self) -> SparkSession: ...
