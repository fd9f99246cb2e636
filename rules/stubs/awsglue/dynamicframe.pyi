# A star import of this module brings along what is imported here (but for `Any`, `GlueContext`, `SparkContext` and
# `StructType`, which serve the annotations).
import json
import sys
from typing import Any

from pyspark import SparkContext
from pyspark.rdd import RDD
from pyspark.sql.dataframe import DataFrame

from awsglue.context import GlueContext
from awsglue.gluetypes import StructType
from awsglue.utils import callsite, iteritems, itervalues, makeOptions


class ResolveOption:
    path: str
    action: str
    target: Any
    def __init__(self, path, action, target=None) -> None: ...


class DynamicFrame:
    name: str
    glue_ctx: GlueContext
    _jdf: Any
    _sc: SparkContext
    def __init__(self, jdf, glue_ctx, name="") -> None: ...

    @property
    def _rdd(self) -> RDD: ...

    def with_frame_schema(self, schema) -> DynamicFrame: ...
    def schema(self) -> StructType: ...
    def show(self, num_rows=20) -> None: ...
    def filter(self, f, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0) -> DynamicFrame: ...

    def mapPartitions(
        self,
        f,
        preservesPartitioning=True,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...

    def map(
        self,
        f,
        preservesPartitioning=False,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...

    def mapPartitionsWithIndex(
        self,
        f,
        preservesPartitioning=False,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...

    def printSchema(self) -> None: ...
    @doubtful
    def toDF(self, options=None) -> DataFrame: ...

    @classmethod
    def fromDF(cls, dataframe, glue_ctx, name="") -> DynamicFrame: ...

    def unbox(
        self,
        path,
        format,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
        **options,
    ) -> DynamicFrame: ...

    @distinctive
    def drop_fields(
        self,
        paths,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...

    @distinctive
    def select_fields(
        self,
        paths,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...

    @distinctive
    def split_fields(
        self,
        paths,
        name1,
        name2,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrameCollection: ...

    @distinctive
    def split_rows(
        self,
        comparison_dict,
        name1,
        name2,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrameCollection: ...

    @distinctive
    def rename_field(
        self,
        oldName,
        newName,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...

    def write(
        self,
        connection_type,
        connection_options={},
        format=None,
        format_options={},
        accumulator_size=0,
    ) -> DynamicFrame: ...

    def count(self) -> int: ...

    def spigot(
        self,
        path,
        options={},
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...

    def join(
        self,
        paths1,
        paths2,
        frame2,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...

    def unnest(self, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0) -> DynamicFrame: ...

    @distinctive
    def relationalize(
        self,
        root_table_name,
        staging_path,
        options={},
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrameCollection: ...

    @distinctive
    @same_as("DynamicFrame.apply_mapping")
    def applyMapping(
        self,
        mappings,
        case_sensitive=False,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...

    @distinctive
    def apply_mapping(
        self,
        mappings,
        case_sensitive=False,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...

    @distinctive
    def unnest_ddb_json(self, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0) -> DynamicFrame: ...

    @distinctive
    def simplify_ddb_json(self) -> DynamicFrame: ...

    @distinctive
    def resolveChoice(
        self,
        specs=None,
        choice="",
        database=None,
        table_name=None,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
        catalog_id=None,
    ) -> DynamicFrame: ...

    @distinctive
    def mergeDynamicFrame(
        self,
        stage_dynamic_frame,
        primary_keys,
        transformation_ctx="",
        options={},
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...

    @doubtful
    def union(
        self,
        other_frame,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...

    def getNumPartitions(self) -> int: ...

    def repartition(
        self,
        num_partitions,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...

    def coalesce(
        self,
        num_partitions,
        shuffle=False,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...

    @distinctive
    def errorsAsDynamicFrame(self) -> DynamicFrame: ...

    def errorsCount(self) -> int: ...

    @distinctive
    def stageErrorsCount(self) -> int: ...

    @distinctive
    def assertErrorThreshold(self) -> None: ...

    @distinctive
    def gs_uuid(self, *, colName="uuid") -> DynamicFrame: ...

    @distinctive
    def gs_now(self, *, colName="timestamp", dateFormat=None) -> DynamicFrame: ...

    @distinctive
    def gs_derived(self, *, colName, expr) -> DynamicFrame: ...

    @distinctive
    def gs_concat(self, *, colName, colList, spacer="") -> DynamicFrame: ...

    @distinctive
    def gs_split(self, *, colName, pattern, newColName=None) -> DynamicFrame: ...

    @distinctive
    def gs_array_to_cols(self, *, colName, colList, indexes=None) -> DynamicFrame: ...

    @distinctive
    def gs_explode(self, *, colName, newCol, outer=False) -> DynamicFrame: ...

    @distinctive
    def gs_flatten(self, *, maxLevels=0, separator=".") -> DynamicFrame: ...

    @distinctive
    def gs_null_rows(self, *, extended=False) -> DynamicFrame: ...

    @distinctive
    def gs_repartition(self, *, numPartitionsStr=None, partitionCols=None) -> DynamicFrame: ...

    @distinctive
    def gs_to_timestamp(self, *, colName, colType="autodetect", newColName=None) -> DynamicFrame: ...

    @distinctive
    def gs_format_timestamp(self, *, colName, dateFormat, newColName=None) -> DynamicFrame: ...

    @distinctive
    def gs_regex_extract(self, *, colName, regex, newCols, failIfNoMatch=None) -> DynamicFrame: ...

    @distinctive
    def gs_parse_json(self, *, colName, newColName=None) -> DynamicFrame: ...

    @distinctive
    def gs_pivot(self, *, aggCol, aggFunction, colList, valueList=None) -> DynamicFrame: ...

    @distinctive
    def gs_unpivot(self, *, colList, newNameCol, newValueCol) -> DynamicFrame: ...



class DynamicFrameCollection:
    def __init__(self, dynamic_frames, glue_ctx) -> None: ...
    def __getitem__(self, key) -> DynamicFrame: ...
    def __len__(self) -> int: ...
    def keys(self) -> list[str]: ...
    def values(self) -> list[DynamicFrame]: ...
    @by_own_keys
    def select(self, key, transformation_ctx="") -> DynamicFrame: ...
    def map(self, callable, transformation_ctx="") -> DynamicFrameCollection: ...
    def flatmap(self, f, transformation_ctx="") -> DynamicFrameCollection: ...


class DynamicFrameReader:
    def __init__(self, glue_context) -> None: ...

    @same_as("GlueContext.create_dynamic_frame_from_rdd", sampleRatio="sample_ratio")
    def from_rdd(self, data, name, schema=None, sampleRatio=None) -> DynamicFrame: ...

    @same_as("GlueContext.create_dynamic_frame_from_options")
    def from_options(
        self,
        connection_type,
        connection_options={},
        format=None,
        format_options={},
        transformation_ctx="",
        push_down_predicate="",
        **kwargs,
    ) -> DynamicFrame: ...

    @same_as("GlueContext.create_dynamic_frame_from_catalog")
    def from_catalog(
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


class DynamicFrameWriter:
    def __init__(self, glue_context) -> None: ...

    @same_as("GlueContext.write_dynamic_frame_from_options")
    def from_options(
        self,
        frame,
        connection_type,
        connection_options={},
        format=None,
        format_options={},
        transformation_ctx="",
    ) -> DynamicFrame: ...

    @same_as("GlueContext.write_dynamic_frame_from_catalog")
    def from_catalog(
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

    @same_as("GlueContext.write_dynamic_frame_from_jdbc_conf")
    def from_jdbc_conf(
        self,
        frame,
        catalog_connection,
        connection_options={},
        redshift_tmp_dir="",
        transformation_ctx="",
    ) -> None: ...
