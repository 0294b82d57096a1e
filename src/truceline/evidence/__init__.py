"""The evidence log: appended, signed, and open to anyone's check."""
