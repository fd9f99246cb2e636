#!/usr/bin/env python3
"""Puts faults into the rules, one at a time, and checks that the cases on Spark notice each of them. The project is
copied, so that nothing in it changes. The last line is `N passed, N failed`.

usage: mutate.py [WORD ...]        a WORD picks the faults whose names hold it"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE))

import case as cases  # noqa: E402
import run  # noqa: E402
from faults import Fault, load, put_in  # noqa: E402


def copy_project(target: Path) -> None:
    """The files that git knows, and new ones, without what is built."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, check=True, capture_output=True,
    ).stdout.decode().split("\0")
    for name in filter(None, names):
        source = ROOT / name
        if source.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)


def build(project: Path) -> Path:
    """A debug build of the copy; what is built is kept from one call of the script to the next."""
    built = ROOT / "target/mutate"
    done = subprocess.run(
        ["cargo", "build", "--quiet"],
        cwd=project, env=os.environ | {"CARGO_TARGET_DIR": str(built)}, capture_output=True, text=True,
    )
    if done.returncode:
        raise Fault(f"the build fails:\n{done.stderr[-2000:]}")
    return built / "debug/unglue"


def wrong(lake, binary: Path, words: list, work: Path, loud=False) -> list:
    """The names of the cases that fail."""
    chosen = [case for case in cases.load_all(HERE / "cases", words) if not case.pending]
    return [r.case.name for r in run.run_all(lake, binary, "4.0", chosen, work, loud=loud) if r.wrong]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    mutations = [m for m in load() if not options.words or any(word in m["name"] for word in options.words)]
    start, caught, missed = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory(prefix="unglue-mutate-") as folder:
        from lake import Lake

        project, work = Path(folder) / "project", Path(folder) / "work"
        work.mkdir()
        copy_project(project)
        binary = build(project)
        lake = Lake(work)
        failing = wrong(lake, binary, sorted({word for m in mutations for word in m["cases"]}), work, loud=True)
        if failing:
            print(f"without a fault these cases fail already: {', '.join(failing)}")
            return 1
        for mutation in mutations:
            try:
                path, text = put_in(project, mutation)
                try:
                    noticed = wrong(lake, build(project), mutation["cases"], work)
                finally:
                    path.write_text(text, encoding="utf-8")
            except Fault as error:
                noticed = []
                print(error)
            caught += bool(noticed)
            missed += not noticed
            print(f"{'caught' if noticed else 'MISSED'}: {mutation['name']}"
                  + (f" ({', '.join(noticed)})" if noticed else ""), flush=True)
    print(f"{time.monotonic() - start:.0f} s")
    print(f"{caught} passed, {missed} failed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
