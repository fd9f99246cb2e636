from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import wraps
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext


def logged(f):
    @wraps(f)
    def inner(*args, **kwargs):
        print('go')
        return f(*args, **kwargs)
    return inner


@dataclass
class Conf:
    gc: GlueContext
    frame: DynamicFrame = None


class Base(ABC):
    @abstractmethod
    def extract(self, ctx):
        pass

    def transform(self, frame):
        return frame

    def run(self, ctx):
        f = self.extract(ctx)
        f = self.transform(f)
        return f.toDF()


class Child(Base):
    def extract(self, ctx):
        return ctx.create_dynamic_frame.from_catalog('db', 't')

    def transform(self, frame):
        return frame.toDF().limit(3)


@logged
def load(ctx, name):
    return ctx.create_dynamic_frame.from_catalog('db', name)


def opts(**kwargs):
    return kwargs['glue'].create_dynamic_frame.from_catalog('db', kwargs['name'])


g = GlueContext(SparkContext.getOrCreate())
c = Child()
c.run(g).show()
l = load(g, 'x')
l.toDF().show()
o = opts(glue=g, name='y')
o.toDF().show()
conf = Conf(g)
conf.frame = conf.gc.create_dynamic_frame.from_catalog('db', 'z')
conf.frame.toDF().show()
pipeline = [lambda d: d.drop_fields(['a']), lambda d: d.rename_field('b', 'c')]
d = o
for step in pipeline:
    d = step(d)
d.toDF().show()
a, (b, *rest) = load(g, '1'), [load(g, '2'), load(g, '3')]
b.toDF().show()
rest[0].toDF().show()
if (w := o.drop_fields(['q'])) is not None:
    w.toDF().show()
kw = {'database': 'db', 'table_name': 'kk'}
k = g.create_dynamic_frame.from_catalog(**kw)
k.toDF().show()
frames = [load(g, n) for n in 'ab']
first, second = frames
first.toDF().show()
