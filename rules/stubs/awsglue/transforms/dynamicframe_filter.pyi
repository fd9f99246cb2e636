from awsglue.transforms import Filter, GlueTransform
