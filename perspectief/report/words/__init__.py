"""Dutch words that more than one page uses: labels, numbers, faults, the shell."""
