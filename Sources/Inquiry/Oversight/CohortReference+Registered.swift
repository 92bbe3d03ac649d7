package import Oversight
package import Workspace

extension CohortReference {
    /// A cohort as a case keeps it.
    package init(_ registered: Registered<Cohort>) { self.init(registered.entry, digest: registered.digest) }
}
