"""The deliberate faults of mutations.toml, and how one is put into the rules."""

import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Fault(Exception):
    """A fault that cannot be put in, or a build that fails."""


def load() -> list:
    """All faults, in the order of the file."""
    return tomllib.loads((HERE / "mutations.toml").read_text(encoding="utf-8"))["mutation"]


def faulty(text: str, mutation: dict) -> str:
    """The text of a file of rules with the fault in it."""
    start, end = 0, len(text)
    if "rule" in mutation:
        start = text.find(f'id = "{mutation["rule"]}"\n')
        if start < 0:
            raise Fault(f"{mutation['file']}: there is no rule {mutation['rule']}")
        after = text.find("\n[[rule]]", start)
        end = after if after >= 0 else end
    part = text[start:end]
    if part.count(mutation["old"]) == 0:
        raise Fault(f"{mutation['file']}: there is no {mutation['old']!r}")
    # In a rule the examples that follow hold the same words: the first place is meant. Elsewhere it is the only one.
    if "rule" not in mutation and part.count(mutation["old"]) > 1:
        raise Fault(f"{mutation['file']}: {mutation['old']!r} stands there {part.count(mutation['old'])} times")
    return text[:start] + part.replace(mutation["old"], mutation["new"], 1) + text[end:]


def put_in(project: Path, mutation: dict) -> tuple:
    """Writes the faulty file and gives its path and the text to restore."""
    path = project / mutation["file"]
    text = path.read_text(encoding="utf-8")
    path.write_text(faulty(text, mutation), encoding="utf-8")
    return path, text
