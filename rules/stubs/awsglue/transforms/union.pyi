from awsglue.transforms import GlueTransform, Union
