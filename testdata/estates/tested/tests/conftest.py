"""Stand-ins for the modules of Glue, and readers that give samples."""
import sys
from unittest.mock import MagicMock

import pytest
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame, DynamicFrameReader
from pyspark.context import SparkContext

sys.modules.setdefault("awsglue.transforms", MagicMock())
for name in ["awsglue.job", "awsglue.utils"]:
    sys.modules[name] = MagicMock()


@pytest.fixture
def real_context():
    return GlueContext(SparkContext.getOrCreate())


@pytest.fixture
def sample_reader(real_context):
    DynamicFrameReader.from_catalog_before = DynamicFrameReader.from_catalog

    def from_sample(self, database, table_name, **options):
        rows = real_context.spark_session.read.json(f"samples/{table_name}.json")
        return DynamicFrame.fromDF(rows, real_context, "sample")

    DynamicFrameReader.from_catalog = from_sample
    yield
    DynamicFrameReader.from_catalog = DynamicFrameReader.from_catalog_before


@pytest.fixture
def no_purge():
    GlueContext.purge_s3_path = MagicMock()
    return GlueContext.purge_s3_path
