"""The outside world. The only room that opens a connection, and only through the gate."""
