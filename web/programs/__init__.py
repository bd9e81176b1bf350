"""What programs may call: named endpoints over HTTP and the same as tools over MCP."""
