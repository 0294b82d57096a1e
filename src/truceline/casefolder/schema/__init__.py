"""The shapes of a case folder's files: frozen, forbidding anything unknown, documented field by field."""
