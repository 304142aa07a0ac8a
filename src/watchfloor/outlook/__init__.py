"""What comes next: chances of processes, what if, warnings, and the register of forecasts."""
