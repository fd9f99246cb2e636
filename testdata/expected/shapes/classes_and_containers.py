from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import wraps
from pyspark.sql import DataFrame, SparkSession


def logged(f):
    @wraps(f)
    def inner(*args, **kwargs):
        print('go')
        return f(*args, **kwargs)
    return inner


@dataclass
class Conf:
    gc: SparkSession
    frame: DataFrame = None


class Base(ABC):
    @abstractmethod
    def extract(self, spark):
        pass

    def transform(self, frame):
        return frame

    def run(self, spark):
        f = self.extract(spark)
        f = self.transform(f)
        return f


class Child(Base):
    def extract(self, spark):
        return spark.read.table('db.t')

    def transform(self, frame):
        return frame.limit(3)


@logged
def load(ctx, name):
    spark = SparkSession.builder.getOrCreate()
    return spark.read.table(f'db.{name}')


def opts(**kwargs):
    spark = SparkSession.builder.getOrCreate()
    return spark.read.table('db.' + kwargs['name'])


spark = SparkSession.builder.getOrCreate()
c = Child()
c.run(spark).show()
l = load(spark, 'x')
l.show()
o = opts(glue=spark, name='y')
o.show()
conf = Conf(spark)
conf.frame = conf.gc.read.table('db.z')
conf.frame.show()
pipeline = [lambda d: d.drop('a'), lambda d: d.withColumnRenamed('b', 'c')]
d = o
for step in pipeline:
    d = step(d)
d.show()
a, (b, *rest) = load(spark, '1'), [load(spark, '2'), load(spark, '3')]
b.show()
rest[0].show()
if (w := o.drop('q')) is not None:
    w.show()
k = spark.read.table('db.kk')
k.show()
frames = [load(spark, n) for n in 'ab']
first, second = frames
first.show()
