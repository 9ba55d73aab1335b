"""Which findings meet the terms of a question, and which of them answer it best."""
