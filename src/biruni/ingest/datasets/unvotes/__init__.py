"""Roll calls of the United Nations General Assembly, as the package unvotes carries them."""
