"""Roll calls of the United Nations General Assembly, as their compilers publish them."""
