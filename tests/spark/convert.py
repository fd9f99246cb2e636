"""Runs the program on the script of a case."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path


class ConvertError(Exception):
    """The program failed, or left work for a person where none is expected."""


@dataclass
class Converted:
    """A converted script and what the program said about it."""

    text: str
    findings: list

    def rules(self) -> set:
        """The rules that rewrote something."""
        return {finding["rule"] for finding in self.findings if finding["converted"]}

    def left(self) -> list:
        """The findings that nothing was rewritten for, without those that only follow from others."""
        # What the platform cannot run, Spark here can.
        glue = [f for f in self.findings if f["family"] == "glue"]
        return [f for f in glue if not f["converted"] and f["rule"] != "still-needed"]


class Converter:
    """The program, called on scripts as a user calls it; `target` is the Spark to write for."""

    def __init__(self, binary: Path, target: str, work: Path):
        self.binary = binary
        self.target = target
        self.config = work / "unglue.toml"

    def convert(self, script: str, config: str = "") -> Converted:
        self.config.write_text(f'spark = "{self.target}"\n{config}', encoding="utf-8")
        report = json.loads(self._run(["check", "--output-format", "json"], script))
        if report["failures"]:
            raise ConvertError(f"unglue failed: {report['failures']}")
        return Converted(self._run(["apply"], script), report["findings"])

    def _run(self, command: list, script: str) -> str:
        line = [self.binary, *command, "--quiet", "--config", self.config, "-"]
        done = subprocess.run(line, input=script.encode(), capture_output=True, timeout=60)
        if done.returncode not in (0, 1):
            raise ConvertError(f"unglue {command[0]} failed: {done.stderr.decode()}")
        return done.stdout.decode()
