"""Files of others are read as plain data, whatever they are packed in: nothing in them is imported or called."""
