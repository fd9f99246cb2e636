"""Scripts that grow in one direction only, where a program that is careless takes the square."""

from __future__ import annotations

from collections.abc import Callable

HEAD = """\
from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext
glueContext = GlueContext(SparkContext())
d = glueContext.create_dynamic_frame.from_catalog(database="db", table_name="t")
"""


def long_script(lines: int) -> str:
    step = ['d = DropFields.apply(frame=d, paths=["a{}"])\n', "x{} = y + 1\n",
            "df{0} = d.toDF()\n", "print(x{}, 'of the run')\n"]
    return HEAD + "".join(step[i % len(step)].format(i) for i in range(lines))


def long_line(size: int) -> str:
    return HEAD + f'note = "{"x" * size}"; d = DropFields.apply(frame=d, paths=["a"])\n'


def long_line_of_code(size: int) -> str:
    call = 'd = DropFields.apply(frame=d, paths=["a"]); '
    return HEAD + call * (size // len(call)) + "\n"


def brackets(depth: int) -> str:
    return HEAD + f"x = {'(' * depth}1{')' * depth}\n"


def mapping_list(count: int) -> str:
    items = "".join(f'    ("a{i}", "string", "b{i}", "long"),\n' for i in range(count))
    return HEAD + f"m = ApplyMapping.apply(frame=d, mappings=[\n{items}])\n"


def chain(calls: int) -> str:
    return HEAD + "m = d" + "".join(f'.drop_fields(["a{i}"])' for i in range(calls)) + "\n"


# What grows, to which size.
INPUTS: list[tuple[str, Callable[[int], str], int]] = [
    ("10,000-line script", long_script, 10_000),
    ("a string of 1 MB in one line", long_line, 1_000_000),
    ("1 MB of statements in one line", long_line_of_code, 1_000_000),
    ("5,000 nested brackets", brackets, 5_000),
    ("mapping list of 100,000 elements", mapping_list, 100_000),
    ("2,000 chained calls", chain, 2_000),
]
