"""Bot: reading, the conversation and its store, planning questions, wording, evidence answers.

It joins the rules and the knowledge base; plain values go in and come out, and no web framework is known here.
"""
