"""The models there are: looked at, compared, imported, named, put away."""
