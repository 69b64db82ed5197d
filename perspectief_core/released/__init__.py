"""What follows from results that are published already, made of those and of nothing else."""
