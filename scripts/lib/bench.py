"""Times whole runs of unglue against reading the files and a bare parse of the Glue ones, and how
that grows with files, threads, rules and the size of one script."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import bench_inputs
import bench_rules
import bench_tree
import glue_sites
from bench_run import Cost, best, least, once, table

PROJECT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target"))
BINARY = TARGET / "release" / "unglue"
SECTIONS = ("whole", "start", "rules", "inputs")
Costs = dict[tuple[str, int], Cost]
# What docs/performance.md promises.
MOST_START_UP, MOST_FOR_RULES, MOST_PEAK, MOST_GROWTH = 15.0, 1.3, 200.0, 1.15


def arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR",
                        help="a folder of Python files (default: one that is made in target/bench)")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--files", type=int, default=bench_tree.FILES)
    parser.add_argument("--scale", default="1", metavar="1,4,16",
                        help="how many times as many files the made folder has")
    parser.add_argument("--bar", type=float, default=1.6,
                        help="the most that `check` may take, in reading all and parsing Glue files")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS)
    return parser.parse_args(argv)


def list_glue(folder: Path, listed: Path) -> Path:
    """Writes down which files of somebody's folder use Glue."""
    listed.parent.mkdir(parents=True, exist_ok=True)
    glue = [p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*.py"))
            if p.is_file() and glue_sites.find(p.read_bytes())]
    listed.write_text("".join(f"{p}\n" for p in glue))
    return listed


def made(files: int) -> tuple[Path, Path]:
    """The made folder of so many files, and the list of its Glue files."""
    listed = bench_tree.make(TARGET / "bench" / f"made-{files}", files)
    return listed.parent / "tree", listed


def floor(tree: Path, listed: Path, runs: int) -> tuple[Costs, dict[str, int]]:
    """What `benches/floor.rs` prints: costs by name and threads, and what it counted."""
    command = ["cargo", "bench", "--quiet", "--bench", "floor", "--", str(tree), str(listed),
               str(runs)]
    done = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True)
    costs, counts = {}, {}
    for line in done.stdout.splitlines():
        first, *rest = line.split()
        if len(rest) == 1:
            counts[first] = int(rest[0])
        else:
            each = (map(float, pair.split("/")) for pair in rest[1:])
            costs[first, int(rest[0])] = least([Cost(*pair) for pair in each])
    return costs, counts


def beside_floor(tree: Path, listed: Path, runs: int) -> tuple[Costs, dict[str, int]]:
    """The floor and whole runs by turns, so that what else the machine does meets both."""
    costs: Costs = {}
    for _ in range(runs):
        now, counts = floor(tree, listed, 1)
        now |= {(name, count): once(check(tree, count, name))
                for count in sorted({count for _, count in now}) for name in ("check", "diff")}
        costs = {key: least([cost, costs.get(key, cost)]) for key, cost in now.items()}
    return costs, counts


def check(path: Path, threads: int, command: str = "check") -> list[str]:
    return [str(BINARY), command, "-q", "--threads", str(threads), str(path)]


def whole(tree: Path, listed: Path, options: argparse.Namespace) -> list[str]:
    """A whole run beside its floor, with one thread, two and all; what misses its bar."""
    costs, counts = beside_floor(tree, listed, options.runs)
    threads = sorted({count for _, count in costs})
    print(f"\n{counts['files']} Python files, {counts['glue_files']} of them Glue "
          f"({counts['glue_bytes'] / 1e6:.1f} MB); the least of {options.runs} runs each\n")
    titles = {"read": "read all files", "parse": "bare parse of the Glue files",
              "read+parse": "read all, parse the Glue files", "check": "`unglue check -q`",
              "diff": "`unglue diff -q`"}
    rows = [whole_row(costs, name, title, count) for count in threads
            for name, title in titles.items()]
    print(table(["what", "threads", "wall ms", "CPU ms", "× floor (wall)", "× floor (CPU)",
                 "peak MB"], rows))
    alone, base = costs["check", 1], costs["read+parse", 1]
    print(f"\n{counts['files'] / alone.wall * 1e3:,.0f} files a second with one thread; "
          f"check takes {alone.cpu / base.cpu:.2f} × its floor (bar: {options.bar:g})")
    return [] if alone.cpu <= options.bar * base.cpu else ["whole run against its floor"]


def whole_row(costs: Costs, name: str, title: str, threads: int) -> list[str]:
    cost, base = costs[name, threads], costs["read+parse", threads]
    return [title, str(threads), f"{cost.wall:.1f}", f"{cost.cpu:.1f}",
            f"{cost.wall / base.wall:.2f}", f"{cost.cpu / base.cpu:.2f}",
            f"{cost.peak:.0f}" if cost.peak else ""]


def scaling(scales: list[int], options: argparse.Namespace) -> list[str]:
    """How a run grows with the number of files."""
    rows, missed = [], []
    first: Cost | None = None
    threads = os.cpu_count() or 1
    for scale in scales:
        tree, _ = made(options.files * scale)
        # A large folder takes long enough to be measured in few runs.
        cost = best(check(tree, threads), max(3, options.runs // scale))
        first = first or cost
        growth = cost.cpu / first.cpu / (scale / scales[0])
        rows.append([f"{scale}×", f"{options.files * scale:,}", f"{cost.wall:,.0f}",
                     f"{cost.cpu:,.0f}", f"{cost.cpu / options.files / scale * 1e3:.0f}",
                     f"{growth:.2f}", f"{cost.peak:.0f}"])
        if growth > MOST_GROWTH or cost.peak > MOST_PEAK:
            missed.append(f"scaling to {scale}×")
    print(f"\n`unglue check -q` with {threads} threads\n")
    print(table(["scale", "files", "wall ms", "CPU ms", "CPU µs a file", "CPU a file, × 1×",
                 "peak MB"], rows))
    return missed


def start_up(runs: int) -> list[str]:
    """What one clean file takes: nearly all of it is the start of the program."""
    with tempfile.TemporaryDirectory() as folder:
        clean, glue = Path(folder, "clean.py"), Path(folder, "glue.py")
        clean.write_text("print(1)\n")
        glue.write_text(bench_inputs.long_script(4))
        costs = [("one clean file", best(check(clean, 1), runs * 3)),
                 ("one Glue file of 10 lines", best(check(glue, 1), runs * 3))]
    print("\nStart-up\n")
    print(table(["what", "wall ms", "CPU ms", "peak MB"],
                [[name, f"{c.wall:.1f}", f"{c.cpu:.1f}", f"{c.peak:.0f}"] for name, c in costs]))
    return [] if costs[0][1].cpu <= MOST_START_UP else ["start-up"]


def more_rules(tree: Path, runs: int) -> list[str]:
    """A run with ten times the rules beside one with ours alone."""
    folder = TARGET / "bench" / "rules"
    count = bench_rules.make(PROJECT / "rules", folder / "own")
    config = folder / "unglue.toml"
    config.write_text('rules = ["own/"]\n')
    ours = folder / "none.toml"
    ours.write_text("")
    with tempfile.TemporaryDirectory() as empty:
        clean = Path(empty, "clean.py")
        clean.write_text("print(1)\n")
        rows, ratio = [], 0.0
        for title, path in (("the folder", tree), ("one clean file", clean)):
            plain = best([*check(path, 1), "--config", str(ours)], runs)
            more = best([*check(path, 1), "--config", str(config)], runs)
            ratio = ratio or more.cpu / plain.cpu
            rows.append([title, f"{plain.cpu:.1f}", f"{more.cpu:.1f}",
                         f"{more.cpu / plain.cpu:.2f}", f"{more.cpu - plain.cpu:.1f}"])
    print(f"\n{count} rules of a team on top of unglue's own\n")
    print(table(["what", "CPU ms", "with these rules", "×", "more ms"], rows))
    return [] if ratio <= MOST_FOR_RULES else ["ten times the rules"]


def inputs(runs: int) -> list[str]:
    """Scripts that grow in one direction: at a quarter of their size, and whole."""
    rows, missed = [], []
    with tempfile.TemporaryDirectory() as folder:
        for title, text, size in bench_inputs.INPUTS:
            costs = []
            for part in (size // 4, size):
                script = Path(folder, "script.py")
                script.write_text(text(part))
                # What goes past a limit fails, and only that.
                costs.append(best(check(script, 1, "diff"), max(2, runs // 3), (1, 2)))
            quarter, all_of_it = costs
            ratio = all_of_it.cpu / quarter.cpu
            rows.append([title, f"{script.stat().st_size / 1e3:,.0f}", f"{quarter.cpu:.0f}",
                         f"{all_of_it.cpu:.0f}", f"{ratio:.1f}", f"{all_of_it.peak:.0f}",
                         outcome(script)])
            missed += [title] if ratio > 8 else []
    print("\nScripts that grow in one direction (`unglue diff`)\n")
    print(table(["script", "kB", "CPU ms at a quarter", "CPU ms", "× for 4 × the size", "peak MB",
                 "outcome"], rows))
    return missed


def outcome(script: Path) -> str:
    """`converted`, or why the file was left as it is."""
    done = subprocess.run([str(BINARY), "check", "--output-format", "json", str(script)],
                          capture_output=True, text=True, check=False)
    failures = json.loads(done.stdout)["failures"]
    return failures[0]["message"] if failures else "converted"


def main(argv: list[str]) -> int:
    options = arguments(argv)
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=PROJECT, check=True)
    if options.folder:
        tree = options.folder.resolve()
        listed = list_glue(tree, TARGET / "bench" / "listed.txt")
    else:
        tree, listed = made(options.files)
    scales = [int(scale) for scale in options.scale.split(",")]
    sections = {
        "whole": lambda: whole(tree, listed, options),
        "start": lambda: start_up(options.runs),
        "rules": lambda: more_rules(tree, options.runs),
        "inputs": lambda: inputs(options.runs),
    }
    missed = [miss for name in options.only for miss in sections[name]()]
    if len(scales) > 1:
        missed += scaling(scales, options)
    print("\n" + (f"bars missed: {', '.join(missed)}" if missed else "all bars are met"))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
