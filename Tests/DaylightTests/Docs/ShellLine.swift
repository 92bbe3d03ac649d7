/// A line for a shell, split into the commands that it runs.
enum ShellLine {
    /// The words of each command, without quotes, comments and assignments in front.
    ///
    /// Pipes, lists and brackets part commands; a file that something is redirected to is a word like another. What a variable
    /// or a pattern stands for is not known.
    static func commands(_ line: String) -> [[String]] {
        var commands: [[String]] = []
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = Substring(line)
        func end(_ isCommandOver: Bool) {
            if let whole = word { words.append(whole) }
            word = nil
            if isCommandOver, !words.isEmpty {
                commands.append(words)
                words = []
            }
        }
        while let character = rest.popFirst() {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
                continue
            }
            switch character {
            case "\"", "'":
                quote = character
                word = word ?? ""
            case "\\":
                // A line that goes on, or a character that stands for itself.
                if let next = rest.popFirst(), next != "\n" { word = (word ?? "") + String(next) }
            case "#" where word == nil: rest = rest.drop { $0 != "\n" }
            case " ", "\t", "<", ">": end(false)
            case ";", "|", "&", "(", ")", "\n": end(true)
            default: word = (word ?? "") + String(character)
            }
        }
        end(true)
        return commands.map { Array($0.drop { $0.firstMatch(of: /^[A-Za-z_]+=/) != nil }) }
    }
}
