"""Roll calls of the General Assembly, as the UN Digital Library publishes them."""
