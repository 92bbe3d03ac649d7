/// Whether two numbers agree to a relative error; equal infinities do.
func agrees(_ value: Double, _ expected: Double, within relative: Double) -> Bool {
    value == expected || abs(value - expected) <= relative * abs(expected)
}
