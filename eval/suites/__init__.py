"""The suites: each a data set, a solver and scorers, in a file of its own.

A suite is a function from `Options` to a `Result`, named in `eval.suites.registry`. A suite of questions
makes its cases and hands them to `eval.suites.asking`.
"""
