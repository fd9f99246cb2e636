import sys
from unittest.mock import MagicMock, patch

sys.modules["awsglue.context"] = MagicMock()

from lib import readers


@patch("lib.readers.GlueContext")
def test_read(glue_context):
    context = MagicMock()
    readers.read(spark=context, table="stock")
    context.create_dynamic_frame.from_catalog.assert_called_once_with(
        database="depot", table_name="stock"
    )
