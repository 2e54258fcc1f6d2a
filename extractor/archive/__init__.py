"""Who is who over many articles: the people, organizations and places of an archive, each one entity.

Results of `extract` and `batch` (`results.py`) are kept in a state file (`store.py`). What of a name is compared with
other names is in `forms.py`, in whose company it occurs in `company.py`; `identity.py` decides which names are one,
`context.py` whom a short name means in an article; `cards.py` gathers what the archive says of an entity, and
`write.py` writes the documents again with their `entity`.
"""
