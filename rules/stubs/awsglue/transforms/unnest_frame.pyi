from awsglue.transforms import GlueTransform, UnnestFrame
