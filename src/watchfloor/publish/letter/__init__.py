"""The letter: an issue as an e-mail, who gets it, and how it is sent."""
