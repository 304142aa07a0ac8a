"""`python -m watchfloor`."""

from watchfloor.cli import main

if __name__ == "__main__":
    main()
