"""What happened, is it verified, is it a violation, by whom: reports, incidents, judgements, bulletins."""
