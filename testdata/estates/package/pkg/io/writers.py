from awsglue.dynamicframe import DynamicFrame

from ..session import glueContext as gc


class Writer:
    format = "json"

    def __init__(self, base):
        self.base = base
        self.written = []

    def write(self, frame, name):
        if not isinstance(frame, DynamicFrame):
            frame = DynamicFrame.fromDF(frame, gc, name)
        result = gc.write_dynamic_frame.from_options(
            frame=frame, connection_type="s3", connection_options={"path": f"{self.base}/{name}/"}, format=self.format
        )
        self.written.append(name)
        return result
