"""Informal and other organisations: who belongs, and when they lived."""
