from awsglue.dynamicframe import DynamicFrame
from awsglue.transforms import GlueTransform


class FillMissingValues(GlueTransform):
    def __call__(
        self,
        frame,
        missing_values_column,
        output_column="",
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
    ) -> DynamicFrame: ...


class FindMatches(GlueTransform):
    def __call__(
        self,
        frame,
        transformId,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
        enforcedMatches=None,
        computeMatchConfidenceScores=False,
    ) -> DynamicFrame: ...


class FindIncrementalMatches(GlueTransform):
    def __call__(
        self,
        existingFrame,
        incrementalFrame,
        transformId,
        transformation_ctx="",
        info="",
        stageThreshold=0,
        totalThreshold=0,
        enforcedMatches=None,
        computeMatchConfidenceScores=False,
    ) -> DynamicFrame: ...


class EntityDetector:
    def __init__(self) -> None: ...

    def classify_columns(
        self,
        frame,
        entityTypesToDetect,
        sampleFraction,
        thresholdFraction,
        detectionSensitivity="LOW",
    ) -> dict[str, list[str]]: ...

    def detect(
        self,
        frame,
        entityTypesToDetect,
        outputColumnName="DetectedEntities",
        detectionParameters=None,
        detectionSensitivity="LOW",
    ) -> DynamicFrame: ...
