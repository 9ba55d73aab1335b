"""Asking the evidence: a question is read with the terms of the knowledge base, and findings that meet it chosen."""
