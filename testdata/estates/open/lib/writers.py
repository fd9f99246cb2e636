from awsglue.context import GlueContext

from lib.readers import as_glue


def keep(frame, glue_context: GlueContext, path):
    glue_context.write_dynamic_frame.from_options(
        frame=frame, connection_type="s3", connection_options={"path": path}, format="json"
    )


def keep_all(glue_context, spark, frames):
    """Hands the session on to a function that does without it in the end."""
    for name, df in frames.items():
        keep(as_glue(df, spark, name=name), glue_context=glue_context, path="s3://depot/" + name)


def keep_rows(frame, *rest):
    keep(frame, *rest)
