"""Bytes to text, sentences, tokens."""
