"""A sentence as every rule of facts sees it, made once an article.

`words` says what the dictionary knows of a form, `items` puts names, posts, amounts and dates into cells, `scene` joins
both; `clauses`, `subjects`, `phrases` and `anaphora` answer the questions that rules ask of it.
"""
