"""The faults that `scripts/mutate` puts into the rules still fit the rules."""

import sys
import unittest
from pathlib import Path

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "tests" / "spark"))

import faults  # noqa: E402


class Mutations(unittest.TestCase):
    def test_each_fault_has_its_place(self):
        mutations = faults.load()
        self.assertGreaterEqual(len(mutations), 20)
        for mutation in mutations:
            with self.subTest(mutation["name"]):
                text = (PROJECT / mutation["file"]).read_text(encoding="utf-8")
                self.assertNotEqual(faults.faulty(text, mutation), text)

    def test_each_fault_names_cases_that_are_there(self):
        cases = [folder.name for folder in (PROJECT / "tests" / "spark" / "cases").iterdir()]
        for mutation in faults.load():
            for word in mutation["cases"]:
                with self.subTest(mutation["name"], word=word):
                    self.assertTrue(any(word in name for name in cases))

    def test_a_fault_that_fits_nowhere_is_an_error(self):
        fault = {"name": "x", "file": "rules/read.toml", "rule": "no-such-rule", "old": "a", "new": "b", "cases": []}
        with self.assertRaises(faults.Fault):
            faults.faulty("[[rule]]\nid = \"other\"\n", fault)


if __name__ == "__main__":
    unittest.main()
