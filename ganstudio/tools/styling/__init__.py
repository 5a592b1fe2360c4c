"""Another style: the network at work at one size after the other, and what it makes brought to the photo's size."""
