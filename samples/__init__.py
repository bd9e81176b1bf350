"""The bundled disclosures and the scripts that make them (see README.md)."""
