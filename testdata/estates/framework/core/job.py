"""What all jobs of the orchard share."""

from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job


class BaseJob:
    def __init__(self, glue_context, args):
        self.glue_context = glue_context
        self.args = args
        self.frames = {}
        self.job = Job(glue_context)
        self.job.init(args["JOB_NAME"], args)

    @property
    def logger(self):
        return self.glue_context.get_logger()

    def read(self, table) -> DynamicFrame:
        self.frames[table] = self.glue_context.create_dynamic_frame.from_catalog(
            database=self.args["database"], table_name=table
        )
        return self.frames[table]

    def extract(self):
        raise NotImplementedError

    def transform(self, frame):
        return frame

    def load(self, frame):
        self.glue_context.write_dynamic_frame.from_options(
            frame=frame,
            connection_type="s3",
            connection_options={"path": self.args["target"]},
            format="parquet",
        )

    def run(self):
        frame = self.extract()
        frame = self.transform(frame)
        self.load(frame)
        self.job.commit()
