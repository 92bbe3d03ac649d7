import Foundation
import Records
import Seals

/// Names for the files of notes: each thing its own, and safe wherever the folder is unpacked.
///
/// Letters, marks and digits of all scripts stay; everything else becomes a hyphen, which leaves out what Windows forbids,
/// what ends a link in Obsidian, and what hides. A name that lost something, was cut, is reserved by Windows, or differs
/// from another only in what some file systems do not tell apart (capitals, composed letters) gets a digest of the thing.
struct NoteNames {
    private var paths: [Thing: String] = [:]
    private var taken: Set<String> = []

    /// By its bytes: texts that differ in how letters are composed are equal to Swift, and two things here.
    private struct Thing: Hashable {
        let kind: ObjectReference.Kind
        let id: [UInt8]

        init(_ reference: ObjectReference) {
            kind = reference.kind
            id = Array(reference.id.utf8)
        }
    }

    /// - Parameters:
    ///   - folder: a name of ours, or nil for the top.
    ///   - name: what people call it.
    /// - Returns: the path in the folder, without its ending.
    @discardableResult
    mutating func add(_ thing: ObjectReference, in folder: String?, _ name: String) -> String {
        let key = Thing(thing)
        if let path = paths[key] { return path }
        let prefix = folder.map { $0 + "/" } ?? ""
        let (base, isWhole) = Self.base(name)
        var path = prefix + base
        if !isWhole || taken.contains(Self.folded(path)) {
            path += (base.isEmpty ? "" : " ") + CanonicalJSON.digest("\(thing.kind.rawValue) \(thing.id)").prefix(12)
        }
        taken.insert(Self.folded(path))
        paths[key] = path
        return path
    }

    /// The path that the thing was given; nil where it has no note.
    subscript(_ thing: ObjectReference) -> String? { paths[Thing(thing)] }

    /// Scalars of a name that are kept before the rest is cut: 50 take 200 bytes at most, and file systems hold 255.
    private static let longest = 50

    /// What is left of a name, and whether that is all of it and can stand by itself.
    static func base(_ name: String) -> (text: String, isWhole: Bool) {
        var kept = String.UnicodeScalarView()
        for scalar in name.precomposedStringWithCanonicalMapping.unicodeScalars.prefix(longest) {
            if isKept(scalar, first: kept.isEmpty) {
                kept.append(scalar)
            } else if let last = kept.last, last != "-" {
                kept.append("-")
            }
        }
        // Windows takes blanks and full stops off a name's end.
        while let last = kept.last, "-. ".unicodeScalars.contains(last) { kept.removeLast() }
        var text = String(kept)
        // A device keeps its name with whatever ending.
        let isReserved = reserved.contains(text.prefix { $0 != "." && $0 != " " }.uppercased())
        if isReserved { text = text.replacing(".", with: "-") }
        return (text, !isReserved && !text.isEmpty && Array(text.utf8) == Array(name.utf8))
    }

    private static func isKept(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": return true
        case "-", "_", " ", ".": return !first
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber: return true
        case .modifierLetter, .nonspacingMark, .spacingMark: return !first
        default: return false
        }
    }

    /// As the least discerning file system sees it.
    private static func folded(_ path: String) -> String {
        path.decomposedStringWithCompatibilityMapping.lowercased()
    }

    /// Names of devices, which Windows gives no file, whatever their ending.
    private static let reserved: Set<String> = Set(
        ["CON", "PRN", "AUX", "NUL"] + (0...9).flatMap { ["COM\($0)", "LPT\($0)"] })
}
