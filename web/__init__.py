"""The doors: what people and programs send comes in here, and replies go out as HTML, JSON or cards."""
