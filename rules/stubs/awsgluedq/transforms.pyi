from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection
from awsglue.transforms import GlueTransform


class EvaluateDataQuality(GlueTransform):
    DATA_QUALITY_RULE_OUTCOMES_KEY: str
    DATA_QUALITY_ROW_LEVEL_OUTCOMES_KEY: str
    ORIGINAL_DATA_KEY: str
    def __call__(self, frame, ruleset, publishing_options={}, additional_options={}) -> DynamicFrame: ...
    def process_rows(
        self,
        frame,
        ruleset,
        publishing_options={},
        additional_options={},
        additional_data_sources={},
    ) -> DynamicFrameCollection: ...


class EvaluateDataQualityMultiframe:
    def process_rows(
        self,
        frame,
        additional_data_sources={},
        ruleset=...,
        publishing_options={},
        additional_options={},
    ) -> DynamicFrameCollection: ...
