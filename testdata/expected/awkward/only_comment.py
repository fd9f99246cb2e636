# job.commit() and from awsglue.job import Job
