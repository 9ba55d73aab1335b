"""A question as read: its clauses, and what a label makes of a dose or a count told in it."""
