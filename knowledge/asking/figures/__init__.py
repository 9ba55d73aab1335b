"""Figures a question states or a finding holds: clearances, counts, ages, doses, points of a score, bounds."""
