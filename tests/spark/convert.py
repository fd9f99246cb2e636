"""Runs the program on the script of a case, or on its estate."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ESTATES = Path(__file__).resolve().parent.parent.parent / "testdata/estates"


class ConvertError(Exception):
    """The program failed, or left work for a person where none is expected."""


@dataclass
class Converted:
    """A converted script and what the program said about it; of an estate the text of all modules, and its folder."""

    text: str
    findings: list
    folder: Path | None = None

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
        self.work = work
        self.config = work / "unglue.toml"

    def convert_case(self, case) -> Converted:
        if case.estate:
            return self.convert_estate(ESTATES / case.estate, case.config)
        return self.convert(case.script, case.config)

    def convert_estate(self, estate: Path, config: str = "") -> Converted:
        """Converts a copy of the estate in place, under its own configuration and what the case adds to it."""
        folder = self.work / "estate" / self.target
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(estate, folder)
        given = folder / "unglue.toml"
        own = given.read_text(encoding="utf-8") if given.exists() else ""
        given.write_text(f'spark = "{self.target}"\n{config}{own}', encoding="utf-8")
        report = json.loads(self._call(["check", "--output-format", "json", "--quiet", folder]))
        if report["failures"]:
            raise ConvertError(f"unglue failed: {report['failures']}")
        self._call(["apply", "--quiet", folder])
        modules = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".ipynb"))
        texts = (f"# {path.relative_to(folder)}\n{path.read_text(encoding='utf-8')}" for path in modules)
        return Converted("\n".join(texts), report["findings"], folder)

    def convert(self, script: str, config: str = "") -> Converted:
        self.config.write_text(f'spark = "{self.target}"\n{config}', encoding="utf-8")
        report = json.loads(self._run(["check", "--output-format", "json"], script))
        if report["failures"]:
            raise ConvertError(f"unglue failed: {report['failures']}")
        return Converted(self._run(["apply"], script), report["findings"])

    def _run(self, command: list, script: str) -> str:
        return self._call([*command, "--quiet", "--config", self.config, "-"], script)

    def _call(self, command: list, script: str = "") -> str:
        done = subprocess.run([self.binary, *command], input=script.encode(), capture_output=True, timeout=60)
        if done.returncode not in (0, 1):
            raise ConvertError(f"unglue {command[0]} failed: {done.stderr.decode()}")
        return done.stdout.decode()
