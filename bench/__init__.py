"""Benchmarks: never imported by the program; each prints figures taken in one run."""
