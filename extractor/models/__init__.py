"""The numpy models: words as vectors, encoders, taggers of grammar and of names, forests of trees."""
