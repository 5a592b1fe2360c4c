"""Makes what people download: `make package`. Knows PyInstaller's finished folder, and nothing of the program."""
