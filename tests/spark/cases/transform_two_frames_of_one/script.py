from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

people = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="people")
workers = people.toDF()
bosses = people.toDF().filter("name <> 'Bob'")
named = workers.join(bosses, workers["boss"] == bosses["id"], "left").select(workers["name"], bosses["name"].alias("boss"))
kept = workers.filter("id > 1").join(bosses, workers["id"] == bosses["id"], "left").drop(bosses["id"]).toDF("id", "boss", "name", "boss_boss", "boss_name")
counted = workers.join(people.toDF().groupBy("boss").count(), "boss").filter(workers["name"] != "Cid")
trimmed = DropFields.apply(frame=people, paths=["boss"]).toDF()
pairs = workers.join(trimmed, workers.boss == trimmed.id).select(workers.name, trimmed.name.alias("of"))
