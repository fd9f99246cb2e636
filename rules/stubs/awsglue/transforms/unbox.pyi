from awsglue.transforms import GlueTransform, Unbox
