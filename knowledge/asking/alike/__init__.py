"""Which findings are asked for in much the same words as a question, and what such a question assumes."""
