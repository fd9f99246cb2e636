from pyspark.sql import DataFrame


class DataFrameReader:
    def __init__(self, glue_context) -> None: ...

    @same_as("GlueContext.create_data_frame_from_catalog")
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
    ) -> DataFrame: ...

    @same_as("GlueContext.create_data_frame_from_options")
    def from_options(
        self,
        connection_type,
        connection_options={},
        format=None,
        format_options={},
        transformation_ctx="",
        push_down_predicate="",
        **kwargs,
    ) -> DataFrame: ...
