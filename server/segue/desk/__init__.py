"""The verbs: ask, answer, choose, compose, approve, release, hand out, mark."""
