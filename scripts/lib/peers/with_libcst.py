"""The four rules as a LibCST transformer; run with the Python of the peers' environment."""

import sys
from pathlib import Path

import libcst as cst
import libcst.matchers as m

READ = m.Call(func=m.Attribute(m.Attribute(attr=m.Name("create_dynamic_frame")),
                               m.Name("from_catalog")))
DROP = m.Call(func=m.Attribute(m.Name("DropFields"), m.Name("apply")))
RENAME = m.Call(func=m.Attribute(attr=m.Name("rename_field")), args=[m.DoNotCare(), m.DoNotCare()])
WRITE = m.Call(func=m.Attribute(m.Attribute(attr=m.Name("write_dynamic_frame")),
                                m.Name("from_options")))


class Rules(cst.CSTTransformer):
    def leave_Call(self, original_node, updated_node):
        if m.matches(original_node, READ):
            return updated_node.with_changes(func=cst.parse_expression("spark.read.table"))
        if m.matches(original_node, DROP):
            return updated_node.with_changes(func=cst.Name("dropped"))
        if m.matches(original_node, RENAME):
            func = updated_node.func.with_changes(attr=cst.Name("withColumnRenamed"))
            return updated_node.with_changes(func=func)
        if m.matches(original_node, WRITE):
            return updated_node.with_changes(func=cst.Name("written"))
        return updated_node


def main(folder):
    changed = 0
    for path in sorted(Path(folder).rglob("*.py")):
        text = path.read_bytes()
        # The same filter as unglue's: a file without Glue is not parsed.
        if b"awsglue" in text:
            module = cst.parse_module(text)
            changed += module.visit(Rules()).bytes != text
    print(f"{changed} files to change")


main(sys.argv[1])
