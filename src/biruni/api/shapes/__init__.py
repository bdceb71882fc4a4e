"""The shapes of the answers, as OpenAPI describes them (``docs/json.md`` says what they mean)."""
