"""What a case folder's files must agree on with one another."""
