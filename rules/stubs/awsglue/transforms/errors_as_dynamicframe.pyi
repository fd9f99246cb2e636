from awsglue.transforms import ErrorsAsDynamicFrame, GlueTransform
