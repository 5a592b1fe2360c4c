"""Where in a photo a tool works: masks as data, made by hand, by colour, from a file. Knows no Qt."""
