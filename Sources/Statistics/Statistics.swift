// What belongs here: probability and the numbers made from samples, as plain functions of their arguments: seeded
// generators, draws, medians; later intervals, tails and false discovery rates.
// What does not: accounts, objects and edges (Coordination), anything that reads a clock or a file.
