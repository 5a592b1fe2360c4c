"""What models there are: files of others read without running what is in them, recognised, adopted, kept, fetched."""
