from boto3.services import Client, ServiceResource


class Session:
    def __init__(self, *args, **kwargs) -> None: ...

    @same_as("boto3.client")
    def client(self, service_name, *args, **kwargs) -> Client: ...

    @same_as("boto3.client")
    def resource(self, service_name, *args, **kwargs) -> ServiceResource: ...
