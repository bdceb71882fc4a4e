"""Speeches in the General Debate of the United Nations."""
