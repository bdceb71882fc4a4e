"""What the holders of passports need to enter other states, by snapshot."""
