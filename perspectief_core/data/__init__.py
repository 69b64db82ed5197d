"""What an extract is: its contract, the check, the one door that reads Parquet, what it holds."""
