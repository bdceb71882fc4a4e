"""The ledger: what was recorded and withdrawn, when, by whom. The only room that speaks SQL."""
