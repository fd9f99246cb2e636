#!/usr/bin/env python3
"""Converts the Glue script of each case with the program, runs the result on Spark and compares what it wrote with
the rows that Glue gives. The last line is `N passed, N failed, N pending`.

usage: run.py [--binary FILE] [--target 4.0|3.5] [--all] [--show] [--rules FILE] [WORD ...]

A WORD picks the cases whose names hold it. For target 3.5 only the cases run whose converted script differs from
that for 4.0, or --all. --show prints each converted script; --rules writes which case exercises which rule, as JSON."""

import argparse
import contextlib
import difflib
import io
import json
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import case as cases  # noqa: E402
import estate  # noqa: E402
import expect  # noqa: E402
from convert import Converter, ConvertError  # noqa: E402

SECONDS_PER_CASE = 180


class Run:
    """The outcome of one case: the converted script, and what is wrong (nothing where it passed)."""

    def __init__(self, case, converted=None):
        self.case = case
        self.converted = converted
        self.wrong = []
        self.seconds = 0.0


def check_findings(run: Run) -> None:
    """Nothing may be left for a person, but for what the case says."""
    case, left = run.case, run.converted.left()
    expected, found = set(case.manual), {finding["rule"] for finding in left}
    for finding in left:
        if finding["rule"] not in expected:
            place = f"{finding['start']['line']}:{finding['start']['column']}"
            run.wrong.append(f"left for a person: {place} [{finding['rule']}] {finding['message']}")
    for rule in sorted(expected - found):
        run.wrong.append(f"`{rule}` was expected to leave something for a person and did not")
    if case.message and not any(case.message in f["message"] + f["way_out"] for f in left):
        run.wrong.append(f"no finding says {case.message!r}: {[f['message'] for f in left]}")


def execute(lake, run: Run) -> None:
    """Sets up the inputs, runs the converted script as often as the case says, compares."""
    from lake import install_dbutils

    case = run.case
    lake.fresh()
    for table in case.table:
        lake.make_table(**table)
    for database in case.database:
        lake.make_database(**database)
    names, printed, ended = {}, io.StringIO(), None
    argv, sys.argv = sys.argv, ["script.py", *case.arguments]
    try:
        programs = estate.programs(case, run.converted)
        for number in range(1, case.runs + 1):
            for file in case.file:
                if file.get("before", 1) == number:
                    lake.make_file(**{key: value for key, value in file.items() if key != "before"})
            for program in programs:
                # Nothing is given: a script has to make its own session and import dbutils. Only notebooks have them.
                given = {"spark": lake.spark, "dbutils": install_dbutils(lake, case.secrets, case.widgets)}
                names = {"__name__": "__main__"} | (given if program.notebook else {})
                with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
                    with estate.modules(program.path):
                        exec(program.code, names)
    except BaseException as error:
        ended = error
        expected = [e["raises"] for e in case.expect if "raises" in e]
        if type(error).__name__ not in expected or isinstance(error, (KeyboardInterrupt, TimeoutError)):
            run.wrong.append("the converted script failed:\n" + "".join(short(error)))
            return
    finally:
        sys.argv = argv
    outcome = expect.Outcome(run.converted.text, names, printed.getvalue(), ended)
    for expectation in case.expect:
        run.wrong.extend(expect.compare(lake, expectation, outcome))


def short(error: BaseException) -> list:
    """The last lines of a traceback: Spark's are long."""
    lines = "".join(traceback.format_exception(error)).splitlines(keepends=True)
    own = [line for line in lines if "JVM stacktrace" not in line and not line.startswith("\tat ")]
    return own[-14:]


def report(run: Run) -> None:
    """The script, the diff and what is wrong."""
    case = run.case
    print(f"\n--- FAILED {case.name} ---\nfact: {case.fact}")
    if run.converted:
        before, after = case.script.splitlines(), run.converted.text.splitlines()
        print("\n".join(difflib.unified_diff(before, after, "script.py", "converted", lineterm="", n=50)))
    else:
        print(case.script)
    for line in run.wrong:
        print(line)
    print()


def judge(lake, converter, other, case) -> Run | None:
    """Converts and runs one case; nothing where it is not for this target."""
    case.manual = case.manual_for.get(converter.target, case.manual)
    run, start = Run(case), time.monotonic()
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError("the case takes too long")))
    signal.alarm(SECONDS_PER_CASE)
    try:
        run.converted = converter.convert_case(case)
        if other and run.converted.text == other.convert_case(case).text:
            return None
        check_findings(run)
        if not run.wrong and not case.manual:
            execute(lake, run)
    except ConvertError as error:
        run.wrong.append(str(error))
    except Exception as error:
        run.wrong.append("the case could not be run:\n" + "".join(short(error)))
    finally:
        signal.alarm(0)
    run.seconds = time.monotonic() - start
    return run


def run_all(lake, binary: Path, target: str, chosen: list, work: Path, every=False, show=False, loud=True) -> list:
    """All cases one after the other in one session; for an older Spark those whose script differs, or `every` one."""
    converter = Converter(binary, target, work)
    other = Converter(binary, "4.0", work) if target != "4.0" and not every else None
    runs = []
    for case in chosen:
        run = judge(lake, converter, other, case)
        if run is None:
            continue
        runs.append(run)
        if case.pending and not run.wrong:
            run.wrong.append(f"the case passes: take `pending` out of its case.toml ({case.pending})")
            case.pending = ""
        if show and run.converted:
            print(f"--- {case.name} ---\n{run.converted.text}")
        if run.wrong and not case.pending and loud:
            report(run)
    return runs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=HERE.parent.parent / "target/release/unglue")
    parser.add_argument("--target", choices=["4.0", "3.5"], default="4.0")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--rules", type=Path)
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    try:
        chosen = cases.load_all(HERE / "cases", options.words)
    except cases.CaseError as error:
        parser.exit(2, f"{error}\n")
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="unglue-spark-") as folder:
        from lake import Lake

        lake = Lake(Path(folder))
        print(f"Spark {lake.spark.version}, {len(chosen)} cases at hand, target {options.target}", flush=True)
        runs = run_all(lake, options.binary.resolve(), options.target, chosen, Path(folder), options.all, options.show)
    pending = [run for run in runs if run.case.pending]
    failed = [run for run in runs if run.wrong and not run.case.pending]
    for run in pending:
        print(f"pending: {run.case.name}: {run.case.pending}")
    for run in failed:
        print(f"failed: {run.case.name}")
    for run in sorted(runs, key=lambda run: -run.seconds)[:5]:
        print(f"{run.seconds:6.1f} s  {run.case.name}")
    if options.rules:
        ran = {r.case.name: sorted(r.converted.rules()) for r in runs if r.converted and not r.wrong and not r.case.manual}
        options.rules.write_text(json.dumps({"spark": options.target, "cases": ran}), encoding="utf-8")
    print(f"{time.monotonic() - start:.0f} s on Spark")
    print(f"{len(runs) - len(failed) - len(pending)} passed, {len(failed)} failed, {len(pending)} pending")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
