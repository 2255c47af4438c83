"""Text to timeline."""
