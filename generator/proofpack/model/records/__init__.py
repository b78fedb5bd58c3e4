"""What people write, as records: one module for each kind of file, shared by every stage."""
