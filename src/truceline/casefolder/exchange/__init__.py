"""The exchange workbook: what one contributor pledges, out to Excel and back as changes."""
