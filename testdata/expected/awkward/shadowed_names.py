job = None


class Filter:
    @staticmethod
    def apply(frame, f):
        return [x for x in frame if f(x)]


def Join(a, b):
    return a + b


print(Filter.apply(frame=[1, 2], f=lambda x: x > 1), Join([1], [2]))
spark = "not a session"
sc = 1
F = 2
job = Filter()
job.commit()


def inner(glueContext, job):
    job.commit()
    return glueContext.spark_session
