"""What every provider to test against has in common: servers, the wire, faults, keys, traffic, pages, crowds."""
