"""Google: sign-in, contacts, drafts and the sidebar's tokens, each over a gated session of its own."""
