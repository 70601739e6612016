"""What people and programs see of a report: terminal, JSON, GitHub, HTML, MkDocs."""
