"""What the use cases give back: everything that is said, with all that it rests on."""
