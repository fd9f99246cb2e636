# Pasted into the node of a job; the editor puts the rest around it.
def CountByDock(glueContext, dfc) -> DynamicFrameCollection:
    from pyspark.sql import functions as f

    df = dfc.select(list(dfc.keys())[0]).toDF()
    counted = df.groupBy("dock").agg(f.count("*").alias("rides"))
    result = DynamicFrame.fromDF(counted, glueContext, "result")
    return DynamicFrameCollection({"CustomTransform0": result}, glueContext)
