"""The panel of a tool: its parameters as a form, the model, the live preview."""
