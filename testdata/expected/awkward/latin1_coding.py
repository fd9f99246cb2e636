# -*- coding: latin-1 -*-
# Größe der Räder, façade
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
frame = spark.read.table("depot.locks")
title = "Räder"
frame.show()
