"""What a person wrote. Input: YAML text. Output: `Document`, nodes with places. Knows nothing of meaning."""
