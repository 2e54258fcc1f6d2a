"""Values in the words of a language: «44,07 трлн ₽», «к 2030 году», “third quarter of 2028”."""
