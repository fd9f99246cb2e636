from pkg import session


def read_frame(table, *, database="db", ctx=None):
    ctx = ctx or session.glueContext
    frame = ctx.create_dynamic_frame.from_catalog(database=database, table_name=table)
    session.frames[table] = frame
    return frame
