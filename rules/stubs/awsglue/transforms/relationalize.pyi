from awsglue.transforms import GlueTransform, Relationalize
