"""Taking a seat: a person in one actor's chair, or two, against simulated parties, in one draw."""
