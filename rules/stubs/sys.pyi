from typing import Any


@same_as("sys.exit")
def exit(status=None) -> None: ...
