"""Documented pages to readings: the only room that goes to the network."""
