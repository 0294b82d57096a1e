"""The shape of every document: its keys, what each holds, and their types. The JSON Schemas are made from them."""
