"""Calendar values of the expressions read: what they lean on, points, stretches, distances."""
