// What belongs here: probability and the numbers made from samples, as plain functions of their arguments: seeded
// generators, draws, medians, tails, false discovery rates, intervals.
// What does not: accounts, objects and edges (Coordination), anything that reads a clock or a file.
//
// Tails and p-values are natural logarithms throughout: what is looked for often lies below the smallest Double.
