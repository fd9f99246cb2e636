import argparse

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--path", required=True)
args = vars(parser.parse_known_args()[0])
template = """
from awsglue.job import Job
job = Job(glueContext)
job.commit()
"""
b"job.commit()"
# frame = glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="locks")
x = 'frame.toDF()' "job.commit()" f'{args["path"]}.toDF()'
