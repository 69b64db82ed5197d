"""What may be seen of a result? The policies, their rules, and the gate that holds to them."""
