"""What the tests, the browser tests and the benches share. It imports nothing of theirs."""
