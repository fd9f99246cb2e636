from awsglue.transforms import ApplyMapping, DropFields, GlueTransform
