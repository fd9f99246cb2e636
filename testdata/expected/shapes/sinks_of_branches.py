"""Each table gets its sink by what is known of it; the frame is made behind the branches."""


def keep(rides, tables, by, unwanted):
    for table in tables:
        target = "s3://rides/kept/" + table
        if table in by:
            print("partitioned")
            (
                rides.drop(*unwanted)
                .write.format("delta")
                .mode("append")
                .partitionBy(by[table])
                .option("mergeSchema", "true")
                .saveAsTable(f"rides.{table}")
            )
        else:
            print("not partitioned")
            (
                rides.drop(*unwanted)
                .write.format("delta")
                .mode("append")
                .option("mergeSchema", "true")
                .saveAsTable(f"rides.{table}")
            )


def keep_changed(rides, by):
    """What the frame is made of is another thing in one of the branches, before its sink is made."""
    if by:
        rides = rides.withColumn("day", rides["start"].cast("date"))
        (
            rides.write.format("delta")
            .mode("append")
            .partitionBy("day")
            .save("s3://rides/days/")
        )
    else:
        rides.write.format("delta").mode("append").save("s3://rides/days/")
