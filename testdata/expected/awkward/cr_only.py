error: a carriage return stands alone (old Mac line ending)
