"""What has been read is recognised and proven by a process of its own, which may do little."""
