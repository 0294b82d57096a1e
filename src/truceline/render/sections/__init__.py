"""What each section of the brief says, worked out from the plan; the templates only write it down."""
