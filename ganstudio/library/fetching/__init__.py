"""Files from the network: whole and proven, or not at all."""
