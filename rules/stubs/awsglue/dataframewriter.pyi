from pyspark.sql import DataFrame


class DataFrameWriter:
    def __init__(self, glue_context) -> None: ...

    @same_as("GlueContext.write_data_frame_from_catalog")
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
    ) -> DataFrame: ...
