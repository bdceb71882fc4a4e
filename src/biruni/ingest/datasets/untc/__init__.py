"""Status tables of multilateral treaties deposited with the Secretary-General of the United Nations."""
