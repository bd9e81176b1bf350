"""One measure over several disclosures: gathered, compared, ranked, added up, in one unit."""
