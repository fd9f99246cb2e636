from typing import Any

from boto3.session import Session


@same_as("boto3.client")
def client(service_name, *args, **kwargs) -> Any: ...


@same_as("boto3.client")
def resource(service_name, *args, **kwargs) -> Any: ...
