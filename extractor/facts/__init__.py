"""What ties names, money and dates together."""
