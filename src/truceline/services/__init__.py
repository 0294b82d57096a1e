"""What a command or a page does: open, read, walk, render, sign, write. The only place where doors meet use cases."""
