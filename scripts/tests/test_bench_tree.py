"""The made folder of the benchmark is the same each time and holds what it claims to."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))

import bench_tree  # noqa: E402
import glue_sites  # noqa: E402


def texts(tree):
    return {p.relative_to(tree).as_posix(): p.read_bytes() for p in tree.rglob("*.py")}


class Tree(unittest.TestCase):
    def make(self):
        root = Path(self.enterContext(tempfile.TemporaryDirectory()))
        listed = bench_tree.make(root / "made", files=120)
        return set(listed.read_text().split()), texts(listed.parent / "tree")

    def test_same_bytes_each_time(self):
        self.assertEqual(self.make(), self.make())

    def test_the_list_names_the_glue_files(self):
        listed, found = self.make()
        sites = {path: glue_sites.find(data) for path, data in found.items()}
        self.assertEqual(120, len(found))
        self.assertNotIn(None, sites.values(), "every file is Python 3")
        self.assertEqual(listed, {path for path, of_file in sites.items() if of_file})


if __name__ == "__main__":
    unittest.main()
