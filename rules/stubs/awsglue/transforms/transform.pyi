from awsglue.transforms import GlueTransform
