"""Care of the data: copies, what they are worth, and putting one back."""
