from typing import Any


class Accumulator:
    value: Any
    def add(self, term) -> None: ...
