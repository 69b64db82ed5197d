"""Of whom does something follow from what is shown? The attackers, who ask the rules nothing."""
