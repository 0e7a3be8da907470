"""Cases of claims: what must be complained of beside what looks alike and is right."""
