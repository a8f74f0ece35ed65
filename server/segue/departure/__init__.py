"""What is true of a departure: people, dates, contact points, terms, approval. Standard library only."""
