from boto3.services import Client, ServiceResource
from boto3.session import Session


@same_as("boto3.client")
def client(service_name, *args, **kwargs) -> Client: ...


@same_as("boto3.client")
def resource(service_name, *args, **kwargs) -> ServiceResource: ...
