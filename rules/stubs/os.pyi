from typing import Any


@same_as("os._exit")
def _exit(status) -> None: ...
