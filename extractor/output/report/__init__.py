"""One self-contained HTML page: articles with their mentions, entities, money, a timeline, facts."""
