"""Stand-ins for the modules of Glue, and readers that give samples."""
import sys
from unittest.mock import MagicMock

import pytest
from awsglue.context import GlueContext
from pyspark.sql import SparkSession
from awsglue.dynamicframe import DynamicFrameReader

sys.modules.setdefault("awsglue.transforms", MagicMock())
for name in ["awsglue.job", "awsglue.utils"]:
    sys.modules[name] = MagicMock()


@pytest.fixture
def real_context():
    return SparkSession.builder.getOrCreate()


@pytest.fixture
def sample_reader(real_context):
    DynamicFrameReader.from_catalog_before = DynamicFrameReader.from_catalog

    def from_sample(self, database, table_name, **options):
        rows = SparkSession.builder.getOrCreate().read.json(f"samples/{table_name}.json")
        return rows

    DynamicFrameReader.from_catalog = from_sample
    yield
    DynamicFrameReader.from_catalog = DynamicFrameReader.from_catalog_before


@pytest.fixture
def no_purge():
    GlueContext.purge_s3_path = MagicMock()
    return GlueContext.purge_s3_path
