"""Participants to the ministry's register: exact on the number, the rest proposed with evidence."""
