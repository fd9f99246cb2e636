from awsglue.transforms import GlueTransform, ResolveChoice
