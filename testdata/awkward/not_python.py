{
  "from awsglue": "job.commit()",
  this is no Python at all (
