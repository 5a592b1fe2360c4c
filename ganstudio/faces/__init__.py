"""Where the faces of a photo are: proposed by OpenCV's cascades, judged and put straight by a small network."""
