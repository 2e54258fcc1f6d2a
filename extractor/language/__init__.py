"""What is known of words."""
