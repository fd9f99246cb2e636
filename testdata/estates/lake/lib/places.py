RAW = "s3://depot/raw/rides/"
CLEAN = "s3://depot/clean/rides/"
