# A transform is one operation with three spellings: `X.apply(...)`, `X()(...)` and, for most, a method of the frame.
# `X.apply` takes the parameters of `X.__call__`.
import json
from typing import Any

from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection

__all__ = [
    "ApplyMapping",
    "Coalesce",
    "DropFields",
    "DropNullFields",
    "ErrorsAsDynamicFrame",
    "Filter",
    "FlatMap",
    "Join",
    "Map",
    "MapToCollection",
    "Relationalize",
    "RenameField",
    "Repartition",
    "ResolveChoice",
    "SelectFields",
    "SelectFromCollection",
    "Spigot",
    "SplitFields",
    "SplitRows",
    "Unbox",
    "Union",
    "UnnestFrame",
]


def get_transforms() -> Any: ...
def get_transform(name) -> Any: ...
def describe_transform(name) -> Any: ...


class GlueTransform:
    @classmethod
    def apply(cls, *args, **kwargs) -> Any: ...

    @classmethod
    def name(cls) -> str: ...

    @classmethod
    def describeArgs(cls) -> Any: ...

    @classmethod
    def describeReturn(cls) -> Any: ...

    @classmethod
    def describeTransform(cls) -> Any: ...

    @classmethod
    def describeErrors(cls) -> Any: ...

    @classmethod
    def describe(cls) -> Any: ...

    def __eq__(self, other) -> bool: ...
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...


class ApplyMapping(GlueTransform):
    @same_as("DynamicFrame.apply_mapping", frame="self")
    def __call__(
        self,
        frame,
        mappings,
        case_sensitive=False,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...


class Coalesce(GlueTransform):
    @same_as("DynamicFrame.coalesce", frame="self")
    def __call__(
        self,
        frame,
        num_partitions,
        shuffle=False,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...


class SelectFromCollection(GlueTransform):
    @same_as("DynamicFrameCollection.select", dfc="self")
    def __call__(self, dfc, key, transformation_ctx="") -> DynamicFrame: ...


class MapToCollection(GlueTransform):
    @same_as("DynamicFrameCollection.map", dfc="self")
    def __call__(self, dfc, callable, transformation_ctx="") -> DynamicFrameCollection: ...


class FlatMap(GlueTransform):
    def __call__(
        self,
        dfc,
        BaseTransform,
        frame_name,
        transformation_ctx="",
        **base_kwargs,
    ) -> DynamicFrameCollection: ...


class DropNullFields(GlueTransform):
    def _find_null_fields(self, ctx, schema, path, output) -> list[str]: ...
    def __call__(self, frame, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0) -> DynamicFrame: ...


class Filter(GlueTransform):
    @same_as("DynamicFrame.filter", frame="self")
    def __call__(
        self,
        frame,
        f,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...


class Map(GlueTransform):
    @same_as("DynamicFrame.map", frame="self")
    def __call__(
        self,
        frame,
        f,
        preservesPartitioning=False,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...


class ErrorsAsDynamicFrame(GlueTransform):
    @same_as("DynamicFrame.errorsAsDynamicFrame", frame="self")
    def __call__(self, frame) -> DynamicFrame: ...


class RenameField(GlueTransform):
    @same_as("DynamicFrame.rename_field", frame="self", old_name="oldName", new_name="newName")
    def __call__(
        self,
        frame,
        old_name,
        new_name,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...


class DropFields(GlueTransform):
    @same_as("DynamicFrame.drop_fields", frame="self")
    def __call__(
        self,
        frame,
        paths,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...


class SelectFields(GlueTransform):
    @same_as("DynamicFrame.select_fields", frame="self")
    def __call__(
        self,
        frame,
        paths,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...


class SplitFields(GlueTransform):
    @same_as("DynamicFrame.split_fields", frame="self")
    def __call__(
        self,
        frame,
        paths,
        name1=None,
        name2=None,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrameCollection: ...


class SplitRows(GlueTransform):
    @same_as("DynamicFrame.split_rows", frame="self")
    def __call__(
        self,
        frame,
        comparison_dict,
        name1="frame1",
        name2="frame2",
        transformation_ctx="",
        info=None,
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrameCollection: ...


class Join(GlueTransform):
    @same_as("DynamicFrame.join", frame1="self", keys1="paths1", keys2="paths2")
    def __call__(self, frame1, frame2, keys1, keys2, transformation_ctx="") -> DynamicFrame: ...


class Spigot(GlueTransform):
    @same_as("DynamicFrame.spigot", frame="self")
    def __call__(self, frame, path, options, transformation_ctx="") -> DynamicFrame: ...


class Relationalize(GlueTransform):
    @same_as("DynamicFrame.relationalize", frame="self", name="root_table_name")
    def __call__(
        self,
        frame,
        staging_path=None,
        name="roottable",
        options=None,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrameCollection: ...


class Repartition(GlueTransform):
    @same_as("DynamicFrame.repartition", frame="self")
    def __call__(
        self,
        frame,
        num_partitions,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...


class ResolveChoice(GlueTransform):
    @same_as("DynamicFrame.resolveChoice", frame="self")
    def __call__(
        self,
        frame,
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


class Unbox(GlueTransform):
    @same_as("DynamicFrame.unbox", frame="self")
    def __call__(
        self,
        frame,
        path,
        format,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
        **options,
    ) -> DynamicFrame: ...


class Union(GlueTransform):
    @same_as("DynamicFrame.union", frame1="self", frame2="other_frame")
    def __call__(
        self,
        frame1,
        frame2,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...


class UnnestFrame(GlueTransform):
    @same_as("DynamicFrame.unnest", frame="self")
    def __call__(self, frame, transformation_ctx="", info="", stageThreshold=0, totalThreshold=0) -> DynamicFrame: ...
