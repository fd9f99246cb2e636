from awsglue.dynamicframe import DynamicFrame

__all__ = ["DynamicFrame"]
