"""Roll calls of the General Assembly by calendar year, a row a resolution."""
