"""Tests of the reader of notebooks behind `scripts/measure-corpus`."""

import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))

import glue_sites
import notebook_code


def notebook(*sources):
    cells = [{"cell_type": "code", "source": source} for source in sources]
    return json.dumps({"cells": [{"cell_type": "markdown", "source": "x"}, *cells]}).encode()


class NotebookCode(unittest.TestCase):
    def test_cells_are_one_text_and_lines_can_be_counted(self):
        data = notebook("%glue_version 4.0\nimport awsglue", ["x = !ls\n", "if x:\n", "    !pwd"])
        code = notebook_code.read("a.ipynb", data)
        lines = code.data.decode().split("\n")
        self.assertEqual(lines[code.line(2, 2) - 1], "import awsglue")
        self.assertEqual(lines[code.line(3, 1) - 1], "x = None")
        self.assertEqual(len(glue_sites.find(code.data)), 1)

    def test_cells_that_are_not_python_hide_nothing_else(self):
        data = notebook("%%sql\nimport awsglue", "select 1 from x", "import awsglue")
        self.assertEqual(len(glue_sites.find(notebook_code.read("a.ipynb", data).data)), 1)

    def test_what_is_no_notebook_does_not_parse(self):
        self.assertIsNone(glue_sites.find(notebook_code.read("a.ipynb", b"{").data))
        self.assertEqual(notebook_code.read("a.py", b"{").data, b"{")


if __name__ == "__main__":
    unittest.main()
