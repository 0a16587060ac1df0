"""Harnesses that try bytes nobody would write: ``npm run fuzz``. Any input ends in a result or in a named error."""
