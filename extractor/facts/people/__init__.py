"""What newswire tells of people beside their posts: born, died, related, member of, awarded, charged, educated."""
