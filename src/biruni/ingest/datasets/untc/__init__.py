"""Status tables of treaties deposited with the Secretary-General of the United Nations."""
