"""The writing habits of Vietnamese official documents: dates, kinds of document, numbers, issuing bodies.

No stage of its own: structure reads letterheads with it, extraction reads citations and periods. What it
knows stands in rules/dates.yaml, doc_types.yaml, doc_numbers.yaml and bodies.yaml.
"""
