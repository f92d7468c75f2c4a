"""What the records promise: the files of schemas/, generated and compared."""
