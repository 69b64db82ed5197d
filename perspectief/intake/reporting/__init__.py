"""What a run tells: to the sender, to who runs it, and about the safety of the extract."""
