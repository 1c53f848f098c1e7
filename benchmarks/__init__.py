"""What `make bench` measures: one function a section, absolute times with the machine named, and ratios that travel."""
