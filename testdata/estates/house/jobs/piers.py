# Nothing here names Glue: the library hands out its objects.
from harbor.lake import audit, drop_technical, session

ctx = session()
piers = ctx.create_dynamic_frame.from_catalog(database="harbor", table_name="piers")
piers = audit(piers)
drop_technical(piers).toDF().show()
