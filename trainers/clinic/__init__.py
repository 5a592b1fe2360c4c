"""What is wrong with pictures to learn from, found before they are learnt from."""
