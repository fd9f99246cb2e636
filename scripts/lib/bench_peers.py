"""Times ast-grep, Semgrep and LibCST with four rules each beside unglue with all of its own."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import bench
import bench_tree
from bench_run import best, table

RULES = Path(__file__).resolve().parent / "peers"


def commands(venv: Path, tree: Path) -> dict[str, list[str]]:
    """Nothing is written by any of them; each has one thread."""
    tools = venv / "bin"
    return {
        "`unglue check -q`": bench.check(tree, 1),
        "`unglue diff -q`": bench.check(tree, 1, "diff"),
        "ast-grep, four rules": [str(tools / "ast-grep"), "scan", "--threads", "1",
                                 "--rule", str(RULES / "ast-grep.yml"), str(tree)],
        "LibCST, four rules": [str(tools / "python"), str(RULES / "with_libcst.py"), str(tree)],
        "Semgrep, four rules": [str(tools / "semgrep"), "scan", "--quiet", "--metrics", "off",
                                "--disable-version-check", "--no-git-ignore", "--jobs", "1",
                                "--config", str(RULES / "semgrep.yml"), str(tree)],
    }


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench-peers", description=__doc__)
    parser.add_argument("--venv", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--files", type=int, default=bench_tree.FILES)
    options = parser.parse_args(argv)
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=bench.PROJECT, check=True)
    tree, _ = bench.made(options.files)
    costs = {name: best(command, options.runs)
             for name, command in commands(options.venv, tree).items()}
    own = next(iter(costs.values()))
    print(f"{options.files} files; the least of {options.runs} runs each, one thread\n")
    print(table(["what", "wall ms", "CPU ms", "× unglue (CPU)", "peak MB"],
                [[name, f"{c.wall:,.0f}", f"{c.cpu:,.0f}", f"{c.cpu / own.cpu:.1f}", f"{c.peak:.0f}"]
                 for name, c in costs.items()]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
