from awsglue.transforms import Map


def outer(frame, glueContext):
    unknown(frame, glueContext)

    def inner(other):
        glueContext.write_dynamic_frame.from_options(other, "marketplace.spark", {})

    return Map.apply(frame=frame, f=row_function, **more)
