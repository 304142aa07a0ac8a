"""The register of forecasts: what is asked, what was said, how it came out, and how good it was."""
