from typing import Any


class UserDefinedTableFunction:
    def __call__(self, *args, **kwargs) -> Any: ...


class UDTFRegistration:
    def register(self, name, f) -> UserDefinedTableFunction: ...
