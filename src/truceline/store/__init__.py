"""The stores: of reports that were received, in which import; and of planning sessions with all that was decided."""
