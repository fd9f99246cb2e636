from unittest.mock import MagicMock, patch

import pytest

from app import loader


@pytest.fixture
def glue_context():
    context = MagicMock()
    context.create_dynamic_frame.from_catalog.return_value = MagicMock(name="frame")
    return context


def test_reads_the_table(glue_context):
    loader.load(glue_context, "grain")
    called = glue_context.create_dynamic_frame.from_catalog.call_args
    assert called.kwargs["table_name"] == "grain"


def test_drops_scratch(glue_context):
    frame = glue_context.create_dynamic_frame.from_catalog.return_value
    assert loader.load(glue_context, "grain") is frame.drop_fields.return_value
    frame.drop_fields.assert_called_once_with(["scratch"])


@patch("app.loader.GlueContext")
@patch("app.loader.SparkContext")
def test_main(spark_context, context_class):
    loader.main()
    context_class.return_value.write_dynamic_frame.from_options.assert_called_once()


def test_keep(monkeypatch):
    monkeypatch.setattr(loader, "GlueContext", MagicMock())
    writer = MagicMock()
    other = MagicMock()
    other.write_dynamic_frame = writer
    loader.keep(MagicMock(), glue_context=other, path="s3://mill/test/")
    writer.from_options.assert_called_once()
