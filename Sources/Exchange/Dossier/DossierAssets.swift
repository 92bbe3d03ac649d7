package import Oversight
package import Records

extension Dossier {
    /// An account, page, channel, domain or group.
    package struct Asset: Sendable, Hashable {
        package var key: AssetKey
        package var kind: Oversight.Asset.Kind
        /// The handles it was met under, by their first day, without `@`.
        package var handles: [HandlePeriod]
        /// The name that it shows.
        package var name: String?
        package var created: StatedTime?
        /// How sure it is that it belongs to the network; nil where nobody has graded it.
        package var grade: MembershipGrade?
        /// Followers, members or subscribers when they were last counted.
        package var reach: Int64?
        /// Its posts in the case.
        package var posts: Int
        /// Whether only its networks' lists tell of it: it is not shown without one of them.
        package var isListedOnly = false
        /// Nil where nobody has marked it.
        package var marking: TrafficLight?

        package init(
            key: AssetKey, kind: Oversight.Asset.Kind = .account, handles: [HandlePeriod] = [], name: String? = nil,
            created: StatedTime? = nil, grade: MembershipGrade? = nil, reach: Int64? = nil, posts: Int = 0,
            marking: TrafficLight? = nil
        ) {
            self.key = key
            self.kind = kind
            self.handles = handles
            self.name = name
            self.created = created
            self.grade = grade
            self.reach = reach
            self.posts = posts
            self.marking = marking
        }

        /// The handle it was last seen with, without `@`.
        package var handle: String? {
            let last = handles.max {
                ($0.last ?? Instant(milliseconds: .min)) < ($1.last ?? Instant(milliseconds: .min))
            }
            return last?.handle ?? (key.isProvisional ? String(key.id.dropFirst()) : nil)
        }

        /// What people call it: the name, the handle, or the id.
        package var label: String { name ?? handle.map { "@" + $0 } ?? key.id }
    }

    /// A handle and when it was seen.
    package struct HandlePeriod: Sendable, Hashable {
        /// Without `@`.
        package var handle: String
        /// Nil where no time is known.
        package var first: Instant?
        package var last: Instant?

        package init(handle: String, first: Instant? = nil, last: Instant? = nil) {
            self.handle = handle
            self.first = first
            self.last = last
        }
    }

    /// A set of assets that were found, or are examined, together. It is a finding; only an operation says whose it is.
    package struct Network: Sendable, Hashable {
        /// `run 3 N1`, or a cohort's name with its version.
        package var identifier: String
        /// What it is made of: a run's manifest, a cohort's entry.
        package var source: String
        /// SHA-256 of what it was read from: `accounts.csv`, a cohort's entry.
        package var sourceDigest: String
        /// Ascending.
        package var members: [AssetKey]
        /// Members of the source that are not here because of their marking.
        package var withheldMembers = 0
        /// By trace, window and members; empty for a cohort.
        package var edges: [Edge]
        /// The earliest and latest act behind its edges; nil for a cohort.
        package var first: Instant?
        package var last: Instant?
        /// Other explanations of which there are strong signs, in words.
        package var rivals: [String]
        package var marking: TrafficLight?

        package init(
            identifier: String, source: String, sourceDigest: String, members: [AssetKey], edges: [Edge] = [],
            first: Instant? = nil, last: Instant? = nil, rivals: [String] = [], marking: TrafficLight? = nil
        ) {
            self.identifier = identifier
            self.source = source
            self.sourceDigest = sourceDigest
            self.members = members
            self.edges = edges
            self.first = first
            self.last = last
            self.rivals = rivals
            self.marking = marking
        }
    }

    /// Two members tied in one trace and window.
    package struct Edge: Sendable, Hashable {
        package var a: AssetKey
        package var b: AssetKey
        /// As `edges.csv` has them: the trace's name, and the window in seconds or `none`.
        package var trace: String
        package var window: String
        /// Distinct objects on which both acted within the window.
        package var weight: UInt32
        /// Pairs of acts.
        package var pairs: UInt64
        package var postsA: UInt32
        package var postsB: UInt32
        package var first: Instant
        package var last: Instant
        /// Seconds.
        package var medianGap: Double
        /// As `edges.csv` writes them, since no double holds the smallest; nil where chance was not asked about.
        package var pValue: String?
        package var qValue: String?

        package init(
            a: AssetKey, b: AssetKey, trace: String, window: String, weight: UInt32, pairs: UInt64, postsA: UInt32,
            postsB: UInt32, first: Instant, last: Instant, medianGap: Double, pValue: String? = nil,
            qValue: String? = nil
        ) {
            self.a = a
            self.b = b
            self.trace = trace
            self.window = window
            self.weight = weight
            self.pairs = pairs
            self.postsA = postsA
            self.postsB = postsB
            self.first = first
            self.last = last
            self.medianGap = medianGap
            self.pValue = pValue
            self.qValue = qValue
        }
    }

    /// Something that posts point to and that others can look for.
    package struct Observable: Sendable, Hashable, Comparable {
        package enum Kind: String, Sendable, CaseIterable {
            case domain
            case hashtag
            case url

            /// The kind of a trace's objects; nil for those that mean something on their platform only.
            package init?(_ trace: Trace) {
                switch trace {
                case .domain: self = .domain
                case .hashtag: self = .hashtag
                case .url: self = .url
                default: return nil
                }
            }
        }

        package var kind: Kind
        /// As Daylight normalised it; hashtags without `#`.
        package var value: String
        /// Posts of the dossier that point to it, and the first and last of them.
        package var posts: Int
        package var first: Instant?
        package var last: Instant?
        package var marking: TrafficLight?

        package init(
            kind: Kind, value: String, posts: Int = 0, first: Instant? = nil, last: Instant? = nil,
            marking: TrafficLight? = nil
        ) {
            self.kind = kind
            self.value = value
            self.posts = posts
            self.first = first
            self.last = last
            self.marking = marking
        }

        package static func < (left: Observable, right: Observable) -> Bool {
            (left.kind.rawValue, left.value) < (right.kind.rawValue, right.value)
        }
    }
}
