"""Times whole runs of unglue against reading the files and a bare parse of the Glue ones."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bench_tree
import glue_sites

PROJECT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target"))
Times = dict[tuple[str, int], list[float]]


def arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR",
                        help="a folder of Python files (default: one that is made in target/bench)")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--files", type=int, default=bench_tree.FILES)
    parser.add_argument("--bar", type=float, default=2.0,
                        help="the most that `check` may take, in bare parses of the Glue files")
    return parser.parse_args(argv)


def list_glue(folder: Path, listed: Path) -> Path:
    """Writes down which files of somebody's folder use Glue."""
    listed.parent.mkdir(parents=True, exist_ok=True)
    glue = [p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*.py"))
            if p.is_file() and glue_sites.find(p.read_bytes())]
    listed.write_text("".join(f"{p}\n" for p in glue))
    return listed


def floor(tree: Path, listed: Path, runs: int) -> tuple[Times, dict[str, int]]:
    """What `benches/floor.rs` prints: times by name and threads, and what it counted."""
    command = ["cargo", "bench", "--quiet", "--bench", "floor", "--", str(tree), str(listed),
               str(runs)]
    done = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True)
    times, counts = {}, {}
    for line in done.stdout.splitlines():
        first, *rest = line.split()
        if len(rest) == 1:
            counts[first] = int(rest[0])
        else:
            times[first, int(rest[0])] = [float(t) for t in rest[1:]]
    return times, counts


def one_run(command: list[str]) -> float:
    """The milliseconds of one run; its output goes nowhere."""
    started = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    took = (time.perf_counter() - started) * 1e3
    if done.returncode not in (0, 1):
        sys.exit(f"bench: exit code {done.returncode} from {' '.join(command)}")
    return took


def whole_runs(binary: Path, tree: Path, runs: int, threads: list[int]) -> Times:
    times: Times = {}
    for count in threads:
        for name, command in (("check", ["check", "-q"]), ("diff", ["diff", "-q"])):
            full = [str(binary), *command, "--threads", str(count), str(tree)]
            one_run(full)  # the first run fills the cache of the disk
            times[name, count] = [one_run(full) for _ in range(runs)]
    return times


def start_up(binary: Path, runs: int) -> list[float]:
    """What one clean file takes: nearly all of it is the start of the program."""
    with tempfile.TemporaryDirectory() as folder:
        clean = Path(folder, "clean.py")
        clean.write_text("print(1)\n")
        return [one_run([str(binary), "check", "-q", str(clean)]) for _ in range(runs)]


def table(times: Times, threads: list[int], start: list[float]) -> str:
    out = [f"{'what':<34}{'threads':>8}{'min ms':>10}{'median ms':>11}{'× parse':>9}{'× read+parse':>14}"]
    titles = {"read": "read all files", "parse": "bare parse of the Glue files",
              "read+parse": "read all, parse the Glue files", "check": "unglue check -q",
              "diff": "unglue diff -q"}
    for count in threads:
        for name, title in titles.items():
            took = times[name, count]
            parse, both = min(times["parse", count]), min(times["read+parse", count])
            out.append(f"{title:<34}{count:>8}{min(took):>10.1f}{statistics.median(took):>11.1f}"
                       f"{min(took) / parse:>9.2f}{min(took) / both:>14.2f}")
    share = 100 * min(start) / min(times["check", threads[-1]])
    out.append(f"{'start-up (one clean file)':<34}{'':>8}{min(start):>10.1f}"
               f"{statistics.median(start):>11.1f}   {share:.1f} % of check")
    return "\n".join(out)


def main(argv: list[str]) -> int:
    options = arguments(argv)
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=PROJECT, check=True)
    if options.folder:
        tree = options.folder.resolve()
        listed = list_glue(tree, TARGET / "bench" / "listed.txt")
    else:
        listed = bench_tree.make(TARGET / "bench" / f"made-{options.files}", options.files)
        tree = listed.parent / "tree"
    binary = TARGET / "release" / "unglue"
    times, counts = floor(tree, listed, options.runs)
    threads = sorted({count for _, count in times})
    times |= whole_runs(binary, tree, options.runs, threads)
    print(f"{counts['files']} Python files, {counts['glue_files']} of them Glue "
          f"({counts['glue_bytes'] / 1e6:.1f} MB), {options.runs} runs each")
    print(table(times, threads, start_up(binary, options.runs)))
    ratio = max(min(times["check", n]) / min(times["parse", n]) for n in threads)
    print(f"check takes {ratio:.2f} × a bare parse of the Glue files (bar: {options.bar:g})")
    return 0 if ratio <= options.bar else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
