from awsglue.transforms import Coalesce, GlueTransform
