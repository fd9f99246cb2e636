"""The helper functions that rules add to scripts are Python that reads no name before it has a value."""

import re
import symtable
import tomllib
import unittest
from pathlib import Path

DEFAULTS = Path(__file__).parents[2] / "rules" / "defaults.toml"


def helpers():
    imports = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))["imports"]
    texts = {name: re.sub(r"\$\{@(\w+)\}", r"\1", text) for name, text in imports.items()}
    return {name: text for name, text in texts.items() if text.lstrip().startswith("def ")}


def shadowed(table, given=frozenset()):
    """Names that an inner function binds although the one around it takes them as a parameter."""
    found = set()
    if table.get_type() == "function":
        inner = set(table.get_locals()) - set(table.get_parameters())
        found |= inner & given
        given = given | set(table.get_parameters())
    for child in table.get_children():
        found |= shadowed(child, given)
    return found


class RuleHelpers(unittest.TestCase):
    def test_no_inner_function_shadows_a_parameter(self):
        self.assertGreater(len(helpers()), 10)
        for name, text in helpers().items():
            with self.subTest(name):
                self.assertEqual(shadowed(symtable.symtable(text, name, "exec")), set())


if __name__ == "__main__":
    unittest.main()
