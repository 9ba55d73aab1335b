"""From typed text to words, and from words to the terms of the evidence."""
