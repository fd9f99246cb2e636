import sys
import types

from app import loader


class FakeReader:
    def from_catalog(self, database, table_name):
        return FakeFrame([database, table_name])


class FakeFrame:
    def __init__(self, said):
        self.said = said

    def drop_fields(self, names):
        return FakeFrame(self.said + names)


class FakeGlueContext:
    def __init__(self):
        self.create_dynamic_frame = FakeReader()

    def write_dynamic_frame(self):
        return None


def test_load():
    sys.modules["awsglue.context"] = types.ModuleType("awsglue.context")
    frame = loader.load(FakeGlueContext(), "grain")
    assert frame.said == ["mill", "grain", "scratch"]


def test_nothing_is_written():
    assert FakeGlueContext().write_dynamic_frame() is None
