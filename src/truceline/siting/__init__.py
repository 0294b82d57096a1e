"""Boots on the ground and planes in the air: where assets stand, what they see and how fast they react."""
