"""What every other package stands on: checks, errors, pixels, scale, tiles, progress. Imports nothing of Wispcut."""
