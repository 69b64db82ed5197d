"""From registrations and register records to the columns of the contract."""
