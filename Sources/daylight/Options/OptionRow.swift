import ArgumentParser
import Records

/// Options of a command as a row of a register's table, so that what is typed and what is imported obey the same rules.
enum OptionRow {
    /// - Parameter fields: by the table's names of columns; blank ones count as not given.
    /// - Throws: what is wrong, under the name of the option.
    static func read<Value>(
        _ fields: [String: String?], _ body: (NamedRow) throws(FieldFault) -> Value
    ) throws -> Value {
        var values: [String: String] = [:]
        for (name, value) in fields {
            let text = String((value ?? "").trimmingPrefix(while: \.isWhitespace).reversed())
            let trimmed = String(text.trimmingPrefix(while: \.isWhitespace).reversed())
            if !trimmed.isEmpty { values[name] = trimmed }
        }
        do throws(FieldFault) {
            return try body(NamedRow(number: 1, values: values))
        } catch {
            let option = error.field.map { "--\($0.replacing("_", with: "-")): " } ?? ""
            throw ValidationError(option + error.detail)
        }
    }
}
