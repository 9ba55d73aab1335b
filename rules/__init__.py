"""Rules: the fact vocabulary, the condition tree, loading, matching and deciding.

This room imports nothing else of the project: facts go in, a decision comes out.
"""
