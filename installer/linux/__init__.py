"""The .deb and the tarball."""
