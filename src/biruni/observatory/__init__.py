"""The one place that puts the rooms together: opens a registry and answers questions."""
