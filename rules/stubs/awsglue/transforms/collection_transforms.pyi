from awsglue.transforms import FlatMap, GlueTransform, MapToCollection, SelectFromCollection
