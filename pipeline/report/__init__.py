"""What people read: tables and trees in the terminal, the data dictionary."""
