# Pasted into the node of a job; the editor puts the rest around it.
def CountByDock(glueContext, dfc) -> dict:
    from pyspark.sql import functions as f

    df = list(dfc.values())[0]
    counted = df.groupBy("dock").agg(f.count("*").alias("rides"))
    return {"CustomTransform0": counted}
