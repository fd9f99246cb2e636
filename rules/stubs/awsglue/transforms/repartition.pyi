from awsglue.transforms import GlueTransform, Repartition
