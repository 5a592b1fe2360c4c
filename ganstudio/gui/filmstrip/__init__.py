"""The strip of pictures below the canvas."""
