"""What a run tells: people on the terminal, in the browser and in CI; machines in JSON lines and JUnit."""
