"""The knowledge base: findings with their citations and caveats, built from YAML into SQLite.

`knowledge/evidence/` holds what is known, reviewed in git; `knowledge.building` turns it into one database
file; `knowledge.library` reads that file. Nothing here knows patients, rules or the web.
"""
