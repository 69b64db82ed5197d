"""What may be seen of a result: the policies, and the gate that holds to them."""
