from awsglue.transforms import GlueTransform, Map
