"""Many articles: inputs → workers → journal → output.

`run` is the whole of it. `journal` makes a run resumable, `workers` survive crashes and hangs, `sinks` write the
formats, `arrow` is the one function that engines beyond one machine call.
"""
