"""The measurement as a whole, against a stand-in for the program."""

import contextlib
import io
import json
import stat
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))

import measure_corpus  # noqa: E402
import undefined_names  # noqa: E402

# `apply` replaces a marked text in each file; `check` says what a `says` file holds.
STAND_IN = """\
#!{python}
import json, pathlib, sys
plan = json.loads(pathlib.Path({plan!r}).read_text())
if sys.argv[1] == "check":
    print(json.dumps({{"findings": plan["findings"], "failures": plan.get("failures", [])}}))
else:
    sys.stderr.write(plan.get("stderr", ""))
    for name, (old, new) in plan["edits"].items():
        path = pathlib.Path(name)
        path.write_text(path.read_text().replace(old, new))
"""
JOB = "from awsglue.job import Job\njob = Job(x)\njob.commit()\n"


def finding(path, line, rule="job"):
    place = {"line": line, "column": 1}
    return {"path": path, "family": "glue", "rule": rule, "grade": "manual", "start": place, "end": place}


class Measure(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def measure(self, files, **plan):
        tree = self.folder / "tree"
        tree.mkdir()
        for name, text in files.items():
            (tree / name).write_text(text)
        plan_file = self.folder / "plan.json"
        plan_file.write_text(json.dumps({"findings": [], "edits": {}} | plan))
        program = self.folder / "unglue"
        program.write_text(STAND_IN.format(python=sys.executable, plan=str(plan_file)))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        out = io.StringIO()
        report = self.folder / "out.json"
        with contextlib.redirect_stdout(out):
            code = measure_corpus.main([str(tree), "--unglue", str(program),
                                        "--json", str(report), "--show", "free"])
        self.out = out.getvalue()
        self.assertEqual(files, {p.name: p.read_text() for p in tree.iterdir()})
        self.json = json.loads(report.read_text())
        return code, {k: v["value"] for k, v in self.json["figures"].items()}

    def test_nothing_left(self):
        code, got = self.measure({"a.py": JOB, "b.py": "x = 1\n"}, edits={"a.py": [JOB, "x = 1\n"]})
        self.assertEqual(0, code, self.out)
        self.assertEqual(set(measure_corpus.FIGURES), set(got))
        self.assertEqual((100.0, 100.0, 0), (got["free"], got["sites"], got["silent"]))

    def test_silence_about_a_site(self):
        code, got = self.measure({"a.py": JOB}, findings=[finding("./a.py", 3)])
        self.assertEqual(1, code)
        self.assertEqual((0.0, 2), (got["free"], got["silent"]))
        self.assertIn("a.py: (silent) Job, (silent) import awsglue.job, job", self.out)

    def test_second_run_changes_again(self):
        _, got = self.measure({"a.py": JOB}, edits={"a.py": ["x", "xx"]})
        self.assertEqual(1, got["rerun"])

    def test_other_files_are_touched(self):
        _, got = self.measure({"a.py": JOB, "b.py": "x = 1\n", "c.py": "print 1\n"},
                              edits={"b.py": ["1", "2"], "c.py": ["1", "2"]})
        self.assertEqual(2, got["nonglue"])

    def test_newer_syntax_is_no_reason_to_take_a_job_for_another_file(self):
        # A template string, which only Python 3.14 knows.
        newer = JOB + 'print(t"{x}")\n'
        _, got = self.measure({"a.py": JOB, "b.py": newer}, edits={"b.py": ["job.commit()", "pass"]})
        self.assertEqual(0, got["nonglue"])

    def test_a_helper_of_a_job_may_change(self):
        _, got = self.measure({"a.py": "from b import f\n" + JOB, "b.py": "x = 1\n"},
                              edits={"b.py": ["1", "2"]})
        self.assertEqual(0, got["nonglue"])

    def test_broken_output_counts_as_unconverted(self):
        _, got = self.measure({"a.py": JOB}, edits={"a.py": ["job.commit()", ")"]})
        self.assertEqual((1, 0.0, 0.0), (got["parse"], got["free"], got["sites"]))

    def test_new_undefined_name(self):
        _, got = self.measure({"a.py": "x = 1\n" + JOB}, edits={"a.py": ["x = 1\n", ""]})
        self.assertEqual(1, got["undefined"])

    def test_failures_count_on_python_3_only(self):
        failed = [{"path": "a.py", "message": "no"}, {"path": "c.py", "message": "not Python 3"}]
        _, got = self.measure({"a.py": JOB, "c.py": "print 1\n"}, failures=failed)
        self.assertEqual(1, got["failures"])

    def test_panic(self):
        _, got = self.measure({"a.py": JOB}, stderr="thread 'main' panicked at src/x.rs:1:1\n")
        self.assertEqual(2, got["crashes"], "one for each of the two runs of apply")


class Undefined(unittest.TestCase):
    def new(self, before, after):
        texts = (textwrap.dedent(t).encode() for t in (before, after))
        return undefined_names.new_undefined(*map(undefined_names.names, texts))

    def test_same_names_as_before(self):
        self.assertEqual(set(), self.new("spark.x\n", "spark.y\n"))

    def test_name_that_lost_its_definition(self):
        self.assertEqual({"a"}, self.new("a = 1\na\n", "a\n"))

    def test_name_that_only_the_removed_star_gave(self):
        self.assertEqual({"Join"}, self.new("from awsglue.transforms import *\nJoin\n", "Join\n"))

    def test_name_that_the_removed_star_never_gave(self):
        self.assertEqual(set(), self.new("from awsglue.transforms import *\nspark\n", "spark\n"))

    def test_new_name_under_a_foreign_star(self):
        star = "from pyspark.sql.functions import *\n"
        self.assertEqual({"F"}, self.new(star + "lit(1)\n", star + "F.lit(1)\n"))
        self.assertEqual(set(), self.new(star + "lit(1)\n", star + "col('a')\n"))


if __name__ == "__main__":
    unittest.main()
