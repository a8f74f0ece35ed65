"""Microsoft: sign-in, contacts, drafts and the Outlook pane's tokens, each over a gated session of its own."""
