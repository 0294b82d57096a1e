"""The planning session in a browser: take requests, call a service, answer; no decisions."""
