"""What the desk knows: pure Python, no Qt, no SQL, no clock, no input or output."""
