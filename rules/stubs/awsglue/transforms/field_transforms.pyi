from awsglue.transforms import (
    DropFields,
    GlueTransform,
    Join,
    RenameField,
    SelectFields,
    Spigot,
    SplitFields,
    SplitRows,
)
