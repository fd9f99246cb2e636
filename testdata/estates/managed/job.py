from base import GlueJob


class Orders(GlueJob):
    TABLES = ("orders", "lines")

    def run(self):
        frames = {t: self.read(t) for t in self.TABLES}
        joined = frames["orders"].join(["id"], ["order_id"], frames["lines"])
        self.logger.info(str(joined.count()))
        self.glue_context.write_dynamic_frame.from_options(
            frame=joined, connection_type="s3", connection_options={"path": "s3://b/o/"}, format="json"
        )
        return joined


with Orders("orders") as job:
    job.run().toDF().show()
    job.read("x").toDF().show()
