import Glibc

/// Arithmetic on probabilities that are held as natural logarithms, so that a probability of 10⁻³⁰⁰⁰ is still a number.
/// Minus infinity is the logarithm of zero.
package enum LogSpace {
    /// The logarithm of the sum of two numbers given by their logarithms.
    package static func sum(_ one: Double, _ other: Double) -> Double {
        let larger = max(one, other)
        if larger == -.infinity { return -.infinity }
        return larger + log1p(exp(min(one, other) - larger))
    }

    /// The logarithm of 1 − p for the logarithm of p, which must not be above 0.
    ///
    /// Two ways, so that neither end loses digits (M. Mächler, "Accurately computing log(1 − exp(−|a|))", 2012).
    package static func complement(_ logP: Double) -> Double {
        logP > -0.693_147_180_559_945_3 ? log(-expm1(logP)) : log1p(-exp(logP))
    }
}
