import Glibc

/// The normal distribution's tails and quantiles.
package enum NormalTail {
    /// The Mills ratio (1 − Φ(x)) / φ(x); relative error below 10⁻¹³. For x below −37 it is infinite.
    package static func millsRatio(_ x: Double) -> Double {
        if x < 10 { return 1.253_314_137_315_500_3 * exp(x * x / 2) * erfc(x * 0.707_106_781_186_547_5) }
        // Laplace's continued fraction; from 10 upward forty terms reach the last bit.
        var fraction = x
        for level in stride(from: 40.0, through: 1, by: -1) { fraction = x + level / fraction }
        return 1 / fraction
    }

    /// The logarithm of 1 − Φ(x), the probability of a value of x or more; relative error below 10⁻¹³.
    package static func logUpperTail(_ x: Double) -> Double {
        if x < 0 { return log1p(-0.5 * erfc(-x * 0.707_106_781_186_547_5)) }
        return log(millsRatio(x)) - x * x / 2 - LogGamma.halfLogTwoPi
    }

    /// The value that a standard normal variable stays below with the given probability, above 0 and below 1; relative
    /// error below 10⁻¹³.
    package static func quantile(_ probability: Double) -> Double {
        precondition(probability > 0 && probability < 1)
        if probability > 0.5 { return -quantile(1 - probability) }
        if probability == 0.5 { return 0 }
        // A start within 0.0005 (C. Hastings, 1955; formula 26.2.23 of Abramowitz and Stegun), then Newton's steps with
        // the Mills ratio, which double the digits each time and hold in the far tail too.
        let logP = log(probability)
        let t = (-2 * logP).squareRoot()
        let above = 2.515517 + t * (0.802853 + t * 0.010328)
        let below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
        var x = t - above / below
        for _ in 0..<4 { x += (logUpperTail(x) - logP) * millsRatio(x) }
        return -x
    }
}
