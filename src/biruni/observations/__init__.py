"""Bulk observations, votes and events: Parquet beside the ledger, read through Ibis."""
