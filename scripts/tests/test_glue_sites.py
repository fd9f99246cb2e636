"""The scanner of Glue sites, on small snippets."""

import sys
import textwrap
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))

import glue_sites  # noqa: E402

HEAD = """\
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.transforms import *
"""


def names(code):
    """The names of the sites of a snippet, imports left out."""
    return [s.name for s in sites(code) if not s.name.startswith("import ")]


def sites(code):
    return glue_sites.find(textwrap.dedent(code).encode())


def body(code):
    """The sites of a snippet that stands below the usual imports."""
    return names(HEAD + textwrap.dedent(code))


class Imports(unittest.TestCase):
    def test_each_statement_is_one_site(self):
        found = sites("import awsglue.transforms as t, os\nfrom awsglue.job import Job\n")
        self.assertEqual(["import awsglue.transforms", "import awsglue.job"],
                         [s.name for s in found])

    def test_packages_beside_awsglue(self):
        found = sites("from awsgluedq.transforms import EvaluateDataQuality\n"
                      "from awsglueml.transforms import FindMatches\nimport gs_uuid\n")
        self.assertEqual(3, len(found))

    def test_inside_try_and_function(self):
        self.assertEqual(2, len(sites("""\
            try:
                from awsglue.job import Job
            except ImportError:
                Job = None
            def f():
                import awsglue
            """)))

    def test_other_packages_with_a_like_name(self):
        self.assertEqual([], sites("import awsgluex\nfrom my.awsglue import x\nimport aws\n"))

    def test_relative_module_of_that_name(self):
        self.assertEqual([], sites("from .awsglue import x\n"))


class NoGlue(unittest.TestCase):
    def test_comments_and_strings(self):
        self.assertEqual([], sites('# from awsglue.job import Job\nx = "job.commit()"\n'))

    def test_plain_spark(self):
        self.assertEqual([], sites("""\
            df = spark.read.table("t").toDF("a", "b")
            df.filter("a > 1").join(df, "a").write.save("x")
            session.commit()
            """))

    def test_weak_names_need_a_glue_file(self):
        self.assertEqual([], sites("import numpy.lib.recfunctions as r\nr.drop_fields(x, 'a')\n"))

    def test_not_python_3(self):
        self.assertIsNone(glue_sites.find(b"print 'x'\n"))
        self.assertIsNone(glue_sites.find(b"\xff\xfe\x00"))

    def test_bytes_that_are_not_in_the_declared_encoding(self):
        self.assertIsNone(glue_sites.find("# ö\n".encode("latin-1")))
        self.assertEqual([], glue_sites.find("# coding: latin-1\n# ö\n".encode("latin-1")))

    def test_empty(self):
        self.assertEqual([], glue_sites.find(b""))


class Contexts(unittest.TestCase):
    def test_bootstrap(self):
        self.assertEqual(
            ["GlueContext", "gc.spark_session", "Job", "job.init", "job.commit"],
            body("""\
                gc = GlueContext(sc)
                spark = gc.spark_session
                job = Job(gc)
                job.init("x", {})
                job.commit()
                """))

    def test_alias_of_a_class(self):
        self.assertEqual(["GC", "x.get_logger"],
                         names("from awsglue.context import GlueContext as GC\n"
                               "x = GC(sc)\nx.get_logger()\n"))

    def test_chained_on_the_constructor(self):
        self.assertEqual(["GlueContext", "spark_session"], body("s = GlueContext(sc).spark_session\n"))

    def test_on_self(self):
        self.assertEqual(["GlueContext", "glue.spark_session"], body("""\
            class J:
                def __init__(self):
                    self.glue = GlueContext(sc)
                def run(self):
                    return self.glue.spark_session
            """))

    def test_parameter_by_annotation_and_by_name(self):
        self.assertEqual(["GlueContext", "c.sql", "glue_context.sql"], body("""\
            def f(c: GlueContext, other): c.sql("x"); other.sql("x")
            def g(glue_context): glue_context.sql("x")
            """))

    def test_reassigned_to_something_else(self):
        self.assertEqual(["Job"], body("job = Job(x)\njob = other()\njob.commit()\n"))

    def test_tuple_targets(self):
        self.assertEqual(["GlueContext", "b.sql"], body("a, b = 1, GlueContext(sc)\nb.sql('x')\n"))

    def test_walrus(self):
        self.assertEqual(["Job", "job.commit"], body("if (job := Job(x)): job.commit()\n"))

    def test_name_behind_a_failed_import(self):
        self.assertEqual(["Job", "job.commit"], names("""\
            try:
                from awsglue.job import Job
            except ImportError:
                Job = None
            job = Job(x)
            job.commit()
            """))

    def test_use_inside_an_f_string(self):
        self.assertEqual(["Job", "job.isInitialized"],
                         body("job = Job(x)\nprint(f'{job.isInitialized()}')\n"))


class Frames(unittest.TestCase):
    def test_readers_in_both_spellings(self):
        self.assertEqual(
            ["create_dynamic_frame.from_catalog", "g.create_dynamic_frame_from_options"],
            names("g.create_dynamic_frame.from_catalog('d', 't')\n"
                  "g.create_dynamic_frame_from_options('s3', {})\n"))

    def test_to_df_on_a_tracked_frame_only(self):
        self.assertEqual(
            ["create_dynamic_frame.from_catalog", "a.toDF"],
            body("""\
                a = g.create_dynamic_frame.from_catalog("d", "t")
                b = a.toDF()
                b.toDF()
                b.toDF("x")
                a = b
                a.toDF()
                """))

    def test_chain_on_a_call(self):
        self.assertEqual(
            ["create_dynamic_frame.from_catalog", "toDF"],
            names("d = g.create_dynamic_frame.from_catalog('d', 't').toDF()\n"))

    def test_nested_transforms_are_two_sites(self):
        self.assertEqual(["DropNullFields.apply", "DropFields.apply"],
                         body("x = DropNullFields.apply(DropFields.apply(f, ['a']))\n"))

    def test_instance_call_is_one_site(self):
        self.assertEqual(["DropFields"], body("x = DropFields()(f, ['a'])\n"))

    def test_module_alias(self):
        self.assertEqual(["Join.apply", "x.toDF"],
                         names("import awsglue.transforms as t\nx = t.Join.apply(a, b)\nx.toDF()\n"))

    def test_methods_that_stay(self):
        self.assertEqual(["DynamicFrame.fromDF", "x.filter"],
                         body("x = DynamicFrame.fromDF(d, g, 'x')\nx.count()\nx.filter(f)\n"))

    def test_parts_of_mocks_are_no_glue(self):
        lines = names("""
            from unittest.mock import MagicMock, patch
            @fixture
            def glue_context():
                ctx = MagicMock()
                ctx.create_dynamic_frame.from_options.return_value = 1
                return ctx
            def test_read(glue_context):
                glue_context.create_dynamic_frame.from_catalog()
            @patch("lib.GlueContext")
            def test_patched(context):
                context.write_dynamic_frame.from_options()
        """)
        self.assertEqual(lines, [])

    def test_a_part_of_glue_itself_that_is_replaced(self):
        found = names("""
            from unittest.mock import MagicMock
            from awsglue.context import GlueContext
            glue = GlueContext()
            glue.create_dynamic_frame.from_catalog = MagicMock()
            glue.purge_s3_path("s3://a/")
        """)
        self.assertIn("glue.purge_s3_path", found)
        self.assertIn("create_dynamic_frame.from_catalog", found)

    def test_classes_of_the_file(self):
        found = names("""
            class MockContext:
                def __init__(self):
                    self.write_dynamic_frame = Writer()
                def create_dynamic_frame(self):
                    return 1
            context = MockContext()
            context.create_dynamic_frame()
            MockContext().write_dynamic_frame
            other.create_dynamic_frame
        """)
        self.assertEqual(found, ["other.create_dynamic_frame"])

    def test_class_without_an_import(self):
        self.assertEqual(["DynamicFrame.fromDF", "x.toDF"],
                         names("x = DynamicFrame.fromDF(d, g, 'x')\nx.toDF()\n"))

    def test_collections(self):
        self.assertEqual(["SplitFields.apply", "a.toDF", "c.select", "b.toDF"], body("""\
            c = SplitFields.apply(f, ["a"], "x", "y")
            a = c["x"]; a.toDF()
            b = c.select("y"); b.toDF()
            """))

    def test_sink(self):
        self.assertEqual(["g.getSink", "s.setCatalogInfo", "s.setFormat", "s.writeFrame"], body("""\
            s = g.getSink(connection_type="s3", path="p")
            s.setCatalogInfo(catalogDatabase="d", catalogTableName="t")
            s.setFormat("json")
            s.writeFrame(f)
            """))

    def test_function_that_returns_a_frame(self):
        self.assertEqual(["DynamicFrame", "x.toDF"], body("""\
            def load() -> DynamicFrame: ...
            x = load()
            x.toDF()
            """))

    def test_local_function_with_a_weak_name(self):
        self.assertEqual([], body("""\
            class M:
                def apply_mapping(self): ...
                def run(self): self.apply_mapping()
            """))

    def test_pyspark_name_after_the_star_import(self):
        self.assertEqual([], names("from awsglue.gluetypes import *\n"
                                   "from pyspark.sql.types import *\nx = StringType()\n"))


class Places(unittest.TestCase):
    def test_line_of_the_name_in_a_chain(self):
        found = sites("""\
            x = (g
                 .create_dynamic_frame
                 .from_catalog("d",
                               "t"))
            """)
        self.assertEqual([(1, 3, 4)], [(s.line, s.name_line, s.end_line) for s in found])

    def test_one_line_if(self):
        self.assertEqual([5, 6], [s.line for s in sites(HEAD + "job = Job(x)\nif a: job.commit()\n")
                                  if not s.name.startswith("import ")])


if __name__ == "__main__":
    unittest.main()
