"""Names that Glue has too; nothing here is Glue."""


class Job:
    def init(self, name, args): ...
    def commit(self): ...


class Filter:
    @staticmethod
    def apply(frame, f): ...


job = Job()
job.init("x", {})
job.commit()
Filter.apply(frame=[1], f=lambda x: x)
repo.commit()
frame.toDF()
x.drop_fields(["a"])
