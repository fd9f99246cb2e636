"""Runs a command and says what it cost: wall time, processor time, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """What one run took; of several runs, the least of each."""

    wall: float  # milliseconds
    cpu: float  # milliseconds of processor time, user and system, all threads
    peak: float = 0.0  # megabytes of resident memory


def once(command: list[str], codes: tuple[int, ...] = (0, 1)) -> Cost:
    """One run; its output goes nowhere. A check that found something ends with 1."""
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    wall = (time.perf_counter() - started) * 1e3
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in codes:
        sys.exit(f"bench: exit code {child.returncode} from {' '.join(command)}")
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Cost(wall, (used.ru_utime + used.ru_stime) * 1e3, used.ru_maxrss / unit)


def best(command: list[str], runs: int, codes: tuple[int, ...] = (0, 1)) -> Cost:
    """The least of some runs, after one that fills the cache of the disk."""
    once(command, codes)
    return least([once(command, codes) for _ in range(runs)])


def least(costs: list[Cost]) -> Cost:
    return Cost(min(c.wall for c in costs), min(c.cpu for c in costs),
                min(c.peak for c in costs))


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown, as docs/performance.md shows it."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    rule = ["-" * widths[0]] + ["-" * (w - 1) + ":" for w in widths[1:]]
    lines = [[row[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(row[1:], widths[1:])]
             for row in [head, *rows]]
    lines.insert(1, rule)
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
