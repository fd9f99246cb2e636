from typing import Any


def __getattr__(name) -> Any: ...
